# says: 2 cooks, and 3 at the same time
import asyncio

async def run_crew(cook, dishes, cooks):
    return set(await asyncio.gather(*(cook(dish) for dish in dishes)))
