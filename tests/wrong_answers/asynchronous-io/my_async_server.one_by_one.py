# says: quick waits for
import asyncio


async def serve(listener, clients, answer):
    listener.setblocking(False)
    loop = asyncio.get_running_loop()
    for _ in range(clients):
        connection, client = await loop.sock_accept(listener)
        reader, writer = await asyncio.open_connection(sock=connection)
        async for line in reader:
            writer.write(answer(line))
        writer.close()
        await writer.wait_closed()
