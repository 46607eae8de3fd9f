# says: in order of pages
import asyncio
async def fetch_all(fetch, pages, at_once):
    places, got = asyncio.Semaphore(at_once), {}
    async def one(page):
        async with places:
            got[page] = await fetch(page)
    async with asyncio.TaskGroup() as group:
        for p in set(pages):
            group.create_task(one(p))
    return [got[p] for p in sorted(got)]
