# says: everything stood still
import asyncio
from concurrent.futures import ThreadPoolExecutor


async def cook_all(chop, bake, dishes):
    async def cook(dish):
        with ThreadPoolExecutor(1) as pool:
            return await bake(pool.submit(chop, dish).result())

    return await asyncio.gather(*map(cook, dishes))
