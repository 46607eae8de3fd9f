# says: done in time, and you return
import asyncio

async def in_time(cook, seconds):
    try:
        async with asyncio.timeout(seconds):
            return asyncio.create_task(cook())
    except TimeoutError:
        return "nothing"
