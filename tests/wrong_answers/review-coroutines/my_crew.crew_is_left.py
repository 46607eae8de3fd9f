# says: tasks of the crew that are left: 2
import asyncio

async def run_crew(cook, dishes, cooks):
    counter, results = asyncio.Queue(), set()
    for dish in dishes:
        counter.put_nowait(dish)

    async def work():
        while True:
            results.add(await cook(await counter.get()))
            counter.task_done()

    crew = [asyncio.create_task(work()) for _ in range(cooks)]
    await counter.join()
    return results
