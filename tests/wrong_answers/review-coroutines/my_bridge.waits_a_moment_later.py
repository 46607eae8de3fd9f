# says: the loop stands still
import asyncio
from threading import Event
async def ask(order, dish):
    told, got = Event(), []
    def tell(meal):
        got.append(meal)
        told.set()
    order(dish, tell)
    await asyncio.sleep(0.05)
    told.wait()
    return got[0]
