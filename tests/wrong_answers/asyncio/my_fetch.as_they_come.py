# says: in order of pages
import asyncio

async def fetch_all(fetch, pages, at_once):
    places, results = asyncio.Semaphore(at_once), []

    async def fetch_one(page):
        async with places:
            results.append(await fetch(page))

    async with asyncio.TaskGroup() as group:
        for page in pages:
            group.create_task(fetch_one(page))
    return results
