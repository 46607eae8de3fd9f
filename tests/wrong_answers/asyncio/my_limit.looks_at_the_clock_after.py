# says: you wait until it is done
import asyncio

async def in_time(cook, seconds):
    loop = asyncio.get_running_loop()
    begin = loop.time()
    got = await cook()
    return got if loop.time() - begin < seconds else "nothing"
