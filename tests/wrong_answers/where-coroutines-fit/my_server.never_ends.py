# says: the client has closed, and you still wait
import asyncio

async def serve_client(reader, writer, answer):
    try:
        while True:
            line = await reader.readline()
            if line:
                writer.write(answer(line))
                await writer.drain()
            await asyncio.sleep(0)
    finally:
        writer.close()
