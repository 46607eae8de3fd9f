# says: it burnt, not ExceptionGroup
import asyncio

async def in_time(cook, seconds):
    async with asyncio.TaskGroup() as group:
        work = group.create_task(cook())
        clock = group.create_task(asyncio.sleep(seconds, "nothing"))
        await asyncio.wait({work, clock}, return_when="FIRST_COMPLETED")
        clock.cancel(), work.cancel()
    return "nothing" if work.cancelled() else work.result()
