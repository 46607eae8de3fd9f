# says: a dish was baked alone
import asyncio


async def cook_all(chop, bake, dishes):
    chopped = await asyncio.gather(
        *(asyncio.to_thread(chop, dish) for dish in dishes)
    )
    return [await bake(pieces) for pieces in chopped]
