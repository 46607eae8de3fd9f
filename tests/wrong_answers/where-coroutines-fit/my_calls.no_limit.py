# says: calls at the same time
import asyncio

async def call_all(call, items, at_once):
    calls = (asyncio.to_thread(call, item) for item in items)
    return await asyncio.gather(*calls)
