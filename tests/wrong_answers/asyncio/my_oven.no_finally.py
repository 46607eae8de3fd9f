# says: the oven is still on
async def bake_in(oven, bake):
    await oven.heat()
    result = await bake()
    oven.turn_off()
    return result
