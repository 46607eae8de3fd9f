# says: there was work for two
import asyncio

async def serve_all(listener, clients, answer):
    gone = asyncio.Semaphore(0)

    async def serve_client(reader, writer):
        async for line in reader:
            writer.write(answer(line))
        writer.close()
        gone.release()

    async with await asyncio.start_server(serve_client, sock=listener):
        for _ in range(clients):
            await gone.acquire()

def serve(listener, clients, answer):
    asyncio.run(serve_all(listener, clients, answer))
