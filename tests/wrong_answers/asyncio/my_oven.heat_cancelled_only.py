# says: the oven is still on
import asyncio
async def bake_in(oven, bake):
    try:
        await oven.heat()
    except asyncio.CancelledError:
        oven.turn_off()
        raise
    try:
        return await bake()
    finally:
        oven.turn_off()
