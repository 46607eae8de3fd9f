# says: not in order
import asyncio


async def read_all(read, names):
    async def one(name):
        return await asyncio.to_thread(read, name)

    tasks = {asyncio.create_task(one(name)) for name in names}
    done = await asyncio.gather(*tasks)
    return sorted(done)
