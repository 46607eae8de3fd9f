# says: 2 at a time, and 3 were allowed
import asyncio
async def fetch_all(fetch, pages, at_once):
    places = asyncio.Semaphore(2)
    async def one(page):
        async with places:
            return await fetch(page)
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(one(p)) for p in pages]
    return [t.result() for t in tasks]
