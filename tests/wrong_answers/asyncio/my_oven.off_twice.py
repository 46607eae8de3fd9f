# says: turned off 2 times
async def bake_in(oven, bake):
    try:
        await oven.heat()
        result = await bake()
        oven.turn_off()
        return result
    finally:
        oven.turn_off()
