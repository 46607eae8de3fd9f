# says: run_crew never comes back
import asyncio

async def run_crew(cook, dishes, cooks):
    counter, results = asyncio.Queue(), set()

    async def work():
        while (dish := await counter.get()) is not None:
            results.add(await cook(dish))

    async with asyncio.TaskGroup() as crew:
        for _ in range(cooks):
            crew.create_task(work())
        for dish in [*dishes, None]:
            await counter.put(dish)
    return results
