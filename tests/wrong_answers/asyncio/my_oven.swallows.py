# says: cancelled, and nobody is told
import asyncio

async def bake_in(oven, bake):
    try:
        await oven.heat()
        return await bake()
    except asyncio.CancelledError:
        return None
    finally:
        oven.turn_off()
