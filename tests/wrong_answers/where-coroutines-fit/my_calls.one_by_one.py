# says: 3 are allowed
import asyncio

async def call_all(call, items, at_once):
    return [await asyncio.to_thread(call, item) for item in items]
