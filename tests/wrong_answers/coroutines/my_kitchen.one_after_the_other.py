# says: cook at the same time
async def cook_all(cook, dishes):
    return [await cook(dish) for dish in dishes]
