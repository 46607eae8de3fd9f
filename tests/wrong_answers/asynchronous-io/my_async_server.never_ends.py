# says: serve goes on
import asyncio


async def serve(listener, clients, answer):
    async def serve_client(reader, writer):
        async for line in reader:
            writer.write(answer(line))
            await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve_client, sock=listener)
    await server.serve_forever()
