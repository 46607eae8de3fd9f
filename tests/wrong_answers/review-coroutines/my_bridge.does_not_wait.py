# says: ordered, and you say
async def ask(order, dish):
    meal = []
    order(dish, meal.append)
    return meal
