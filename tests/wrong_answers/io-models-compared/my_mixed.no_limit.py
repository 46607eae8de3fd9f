# says: answers at a time, and not 2
import asyncio
from concurrent.futures import ThreadPoolExecutor

async def serve_all(listener, clients, answer, pool):
    loop, gone = asyncio.get_running_loop(), asyncio.Semaphore(0)

    async def serve_client(reader, writer):
        async for line in reader:
            writer.write(await loop.run_in_executor(pool, answer, line))
        writer.close()
        gone.release()

    async with await asyncio.start_server(serve_client, sock=listener):
        for _ in range(clients):
            await gone.acquire()

def serve(listener, clients, answer):
    with ThreadPoolExecutor(8) as pool:
        asyncio.run(serve_all(listener, clients, answer, pool))
