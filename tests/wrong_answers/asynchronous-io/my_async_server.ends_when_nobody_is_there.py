# says: 3 of 4 have come and left
import asyncio

async def serve(listener, clients, answer):
    inside, over = set(), asyncio.Event()
    async def talk(reader, writer):
        inside.add(writer)
        async for line in reader:
            writer.write(answer(line))
            await writer.drain()
        writer.close()
        inside.discard(writer)
        if not inside:
            over.set()
    async with await asyncio.start_server(talk, sock=listener):
        await over.wait()
