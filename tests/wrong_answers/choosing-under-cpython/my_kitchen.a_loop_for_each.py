# says: not in another event loop
import asyncio
async def cook_all(chop, bake, dishes):
    def one(dish):
        return asyncio.run(bake(chop(dish)))
    return await asyncio.gather(*(asyncio.to_thread(one, d) for d in dishes))
