# says: waits for
import asyncio


async def serve_client(connection, answer):
    reader, writer = await asyncio.open_connection(sock=connection)
    async for line in reader:
        writer.write(answer(line))
        await writer.drain()
    writer.close()


async def serve(listener, clients, answer):
    listener.setblocking(False)
    loop = asyncio.get_running_loop()
    tasks = []
    for _ in range(clients):
        connection, client = await loop.sock_accept(listener)
        tasks.append(asyncio.create_task(serve_client(connection, answer)))
