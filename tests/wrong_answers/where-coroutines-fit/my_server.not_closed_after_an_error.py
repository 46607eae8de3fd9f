# says: answer failed, and the writer stays open
async def serve_client(reader, writer, answer):
    while line := await reader.readline():
        writer.write(answer(line))
        await writer.drain()
    writer.close()
