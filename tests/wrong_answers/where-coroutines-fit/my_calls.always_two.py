# says: 3 are allowed
import asyncio
async def call_all(call, items, at_once):
    s = asyncio.Semaphore(2)
    async def one(item):
        async with s:
            return await asyncio.to_thread(call, item)
    return await asyncio.gather(*map(one, items))
