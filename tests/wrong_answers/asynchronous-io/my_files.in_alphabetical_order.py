# says: not in order
import asyncio


async def read_all(read, names):
    return await asyncio.gather(
        *(asyncio.to_thread(read, name) for name in sorted(names))
    )
