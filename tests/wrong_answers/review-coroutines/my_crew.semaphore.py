# says: a crew of 2, and 3 tasks cook
import asyncio
async def run_crew(cook, dishes, cooks):
    s = asyncio.Semaphore(cooks)
    async def one(d):
        async with s:
            return await cook(d)
    return set(await asyncio.gather(*map(one, dishes)))
