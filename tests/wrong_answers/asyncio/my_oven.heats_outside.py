# says: the oven is still on
async def bake_in(oven, bake):
    await oven.heat()
    try:
        return await bake()
    finally:
        oven.turn_off()
