# says: threads serve, not one
import asyncio


def serve_client(connection, answer):
    with connection, connection.makefile("rb") as lines:
        for line in lines:
            connection.sendall(answer(line))


async def serve(listener, clients, answer):
    async with asyncio.TaskGroup() as tasks:
        for _ in range(clients):
            connection, client = await asyncio.to_thread(listener.accept)
            tasks.create_task(
                asyncio.to_thread(serve_client, connection, answer)
            )
