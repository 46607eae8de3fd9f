# says: came back when 0 of 4 were done
import asyncio


async def cook_all(cook, dishes):
    tasks = [asyncio.create_task(cook(dish)) for dish in dishes]
    await asyncio.sleep(0)
    return tasks
