# says: the loop stands still
import asyncio
from concurrent.futures import ThreadPoolExecutor
async def call_all(call, items, at_once):
    with ThreadPoolExecutor(at_once) as pool:
        orders = [pool.submit(call, item) for item in items]
        await asyncio.sleep(0.1)
        return [o.result() for o in orders]
