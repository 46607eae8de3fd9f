# says: calling cook puts nothing on the fire
async def cook_all(cook, dishes):
    return [cook(dish) for dish in dishes]
