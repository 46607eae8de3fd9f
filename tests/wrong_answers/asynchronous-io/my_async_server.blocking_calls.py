# says: quick waits for
import asyncio


async def serve_client(connection, answer):
    with connection, connection.makefile("rb") as lines:
        for line in lines:
            connection.sendall(answer(line))


async def serve(listener, clients, answer):
    async with asyncio.TaskGroup() as tasks:
        for _ in range(clients):
            connection, client = listener.accept()
            tasks.create_task(serve_client(connection, answer))
