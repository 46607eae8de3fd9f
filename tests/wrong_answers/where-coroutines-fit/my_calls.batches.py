# says: 3 are allowed, a waits until d begins
import asyncio
async def call_all(call, items, at_once):
    out = []
    for i in range(0, len(items), at_once):
        out += await asyncio.gather(*(asyncio.to_thread(call, x) for x in items[i:i+at_once]))
    return out
