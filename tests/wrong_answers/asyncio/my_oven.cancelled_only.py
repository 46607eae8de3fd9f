# says: the oven is still on
import asyncio
async def bake_in(oven, bake):
    try:
        await oven.heat()
        got = await bake()
    except asyncio.CancelledError:
        oven.turn_off()
        raise
    oven.turn_off()
    return got
