# says: still at work
import asyncio
async def first_of(coroutines):
    tasks = [asyncio.ensure_future(c) for c in coroutines]
    done, others = await asyncio.wait(tasks, return_when="FIRST_COMPLETED")
    for t in others:
        t.cancel()
    await asyncio.sleep(1)
    return done.pop().result()
