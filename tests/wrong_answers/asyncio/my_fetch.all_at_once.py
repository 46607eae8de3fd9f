# says: 4 at the same time
import asyncio

async def fetch_all(fetch, pages, at_once):
    return await asyncio.gather(*(fetch(page) for page in pages))
