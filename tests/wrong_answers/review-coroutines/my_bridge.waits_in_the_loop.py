# says: the loop stands still until the meal comes
from queue import Queue

async def ask(order, dish):
    meal = Queue()
    order(dish, meal.put)
    return meal.get()
