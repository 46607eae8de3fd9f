# says: everything stood still
import asyncio


async def cook_all(chop, bake, dishes):
    async def cook(dish):
        return await bake(chop(dish))

    return await asyncio.gather(*map(cook, dishes))
