# says: start them all
import asyncio


async def read_all(read, names):
    return [await asyncio.to_thread(read, name) for name in names]
