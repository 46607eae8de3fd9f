# says: 2 lines, and drain 0 times
async def serve_client(reader, writer, answer):
    try:
        while line := await reader.readline():
            writer.write(answer(line))
    finally:
        writer.close()
