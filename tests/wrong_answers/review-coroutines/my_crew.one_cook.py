# says: one cook does it all
async def run_crew(cook, dishes, cooks):
    return {await cook(dish) for dish in dishes}
