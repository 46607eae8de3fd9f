# says: the soup is chopped, and waits for the rice
import asyncio
async def cook_all(chop, bake, dishes):
    pieces = await asyncio.gather(*(asyncio.to_thread(chop, d) for d in dishes))
    return await asyncio.gather(*(bake(p) for p in pieces))
