# says: an error, and nobody is told
import asyncio
async def bake_in(oven, bake):
    try:
        await oven.heat()
        return await bake()
    except Exception as e:
        print("burnt", e)
    finally:
        oven.turn_off()
