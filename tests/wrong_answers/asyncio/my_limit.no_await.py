# says: nothing is cooked
import asyncio

async def in_time(cook, seconds):
    try:
        async with asyncio.timeout(seconds):
            return cook()
    except TimeoutError:
        return "nothing"
