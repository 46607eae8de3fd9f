# says: the oven is still on
async def bake_in(oven, bake):
    try:
        await oven.heat()
        result = await bake()
    except Exception:
        oven.turn_off()
        raise
    oven.turn_off()
    return result
