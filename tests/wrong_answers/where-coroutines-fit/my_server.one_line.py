# says: two lines came
async def serve_client(reader, writer, answer):
    try:
        writer.write(answer(await reader.readline()))
        await writer.drain()
    finally:
        writer.close()
