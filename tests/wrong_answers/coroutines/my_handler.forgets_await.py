# says: 1000 items in a row
import asyncio


async def handle_all(items, handle):
    for item in items:
        handle(item)
        asyncio.sleep(0)
