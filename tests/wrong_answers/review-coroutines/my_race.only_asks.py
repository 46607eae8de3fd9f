# says: still at work: ['Ada', 'Cyd']
import asyncio

async def first_of(coroutines):
    tasks = [asyncio.create_task(runner) for runner in coroutines]
    done, others = await asyncio.wait(
        tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in others:
        task.cancel()
    return done.pop().result()
