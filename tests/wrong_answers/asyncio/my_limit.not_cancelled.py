# says: the time is over, and it still cooks
import asyncio

async def in_time(cook, seconds):
    task = asyncio.create_task(cook())
    done, _ = await asyncio.wait([task], timeout=seconds)
    return task.result() if done else "nothing"
