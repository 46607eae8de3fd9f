# says: the client waits for its answer
async def serve_client(reader, writer, answer):
    try:
        for line in (await reader.read()).splitlines(keepends=True):
            writer.write(answer(line))
            await writer.drain()
    finally:
        writer.close()
