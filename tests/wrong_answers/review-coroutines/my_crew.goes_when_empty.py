# says: still on the fire
import asyncio

async def run_crew(cook, dishes, cooks):
    counter, results = asyncio.Queue(), set()
    for dish in dishes:
        counter.put_nowait(dish)

    async def work():
        while True:
            results.add(await cook(await counter.get()))

    crew = [asyncio.create_task(work()) for _ in range(cooks)]
    while not counter.empty():
        await asyncio.sleep(1)  # looks from time to time
    for worker in crew:
        worker.cancel()
    return results
