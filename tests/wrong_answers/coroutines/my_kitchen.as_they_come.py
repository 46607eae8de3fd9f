# says: ['CAKE', 'RICE', 'RICE', 'SOUP'] instead of
import asyncio


async def cook_all(cook, dishes):
    tasks = [asyncio.create_task(cook(dish)) for dish in dishes]
    return [await task for task in asyncio.as_completed(tasks)]
