# says: the loop does not wake up
import asyncio

async def ask(order, dish):
    meal = asyncio.get_running_loop().create_future()
    order(dish, meal.set_result)
    return await meal
