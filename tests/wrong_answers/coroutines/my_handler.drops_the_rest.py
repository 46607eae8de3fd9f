# says: of 1000 items are handled
import asyncio


async def handle_all(items, handle):
    for item in items[:100]:
        handle(item)
    await asyncio.sleep(0)
