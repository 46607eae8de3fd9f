# says: the caller hears nothing
import asyncio


async def read_all(read, names):
    return await asyncio.gather(
        *(asyncio.to_thread(read, name) for name in names),
        return_exceptions=True,
    )
