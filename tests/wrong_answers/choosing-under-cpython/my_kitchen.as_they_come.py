# says: served: ['baked chopped rice', 'baked chopped soup']
import asyncio


async def cook_all(chop, bake, dishes):
    async def cook(dish):
        return await bake(await asyncio.to_thread(chop, dish))

    return [await done for done in asyncio.as_completed(map(cook, dishes))]
