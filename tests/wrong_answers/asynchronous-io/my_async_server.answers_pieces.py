# says: waits for
import asyncio


async def serve_client(connection, answer):
    loop = asyncio.get_running_loop()
    with connection:
        while data := await loop.sock_recv(connection, 1000):
            await loop.sock_sendall(connection, answer(data))


async def serve(listener, clients, answer):
    listener.setblocking(False)
    loop = asyncio.get_running_loop()
    async with asyncio.TaskGroup() as tasks:
        for _ in range(clients):
            connection, client = await loop.sock_accept(listener)
            connection.setblocking(False)
            tasks.create_task(serve_client(connection, answer))
