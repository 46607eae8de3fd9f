# says: a dish was baked alone
import asyncio


async def cook_all(chop, bake, dishes):
    chopped = [
        asyncio.create_task(asyncio.to_thread(chop, dish)) for dish in dishes
    ]
    return [await bake(await pieces) for pieces in chopped]
