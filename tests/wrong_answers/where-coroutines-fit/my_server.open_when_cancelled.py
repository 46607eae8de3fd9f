# says: cancelled, and the writer stays open
async def serve_client(reader, writer, answer):
    try:
        while line := await reader.readline():
            writer.write(answer(line))
            await writer.drain()
    except Exception:
        writer.close()
        raise
    writer.close()
