# says: the loop stands still during a call
from concurrent.futures import ThreadPoolExecutor

async def call_all(call, items, at_once):
    with ThreadPoolExecutor(at_once) as pool:
        return list(pool.map(call, items))
