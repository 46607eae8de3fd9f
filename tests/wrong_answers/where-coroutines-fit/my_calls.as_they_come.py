# says: call_all returns nothing
import asyncio

async def call_all(call, items, at_once):
    places = asyncio.Semaphore(at_once)

    async def call_one(item):
        async with places:
            return await asyncio.to_thread(call, item)

    async with asyncio.TaskGroup() as group:
        for item in items:
            group.create_task(call_one(item))
