# says: raised, and still at work
import asyncio

async def fetch_all(fetch, pages, at_once):
    places = asyncio.Semaphore(at_once)

    async def fetch_one(page):
        async with places:
            return await fetch(page)

    return await asyncio.gather(*(fetch_one(page) for page in pages))
