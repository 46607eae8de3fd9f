# says: ['SOUP', 'RICE', 'CAKE'] instead of
import asyncio
async def cook_all(cook, dishes):
    tasks = {d: asyncio.create_task(cook(d)) for d in dishes}
    await asyncio.wait(tasks.values())
    return [t.result() for t in tasks.values()]
