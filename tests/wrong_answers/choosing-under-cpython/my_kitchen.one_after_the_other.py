# says: everything stood still
import asyncio


async def cook_all(chop, bake, dishes):
    baked = []
    for dish in dishes:
        pieces = await asyncio.to_thread(chop, dish)
        baked.append(await bake(pieces))
    return baked
