# says: still at work: ['Ada', 'Cyd']
import asyncio

async def first_of(coroutines):
    tasks = [asyncio.create_task(runner) for runner in coroutines]
    done, _ = await asyncio.wait(
        tasks, return_when=asyncio.FIRST_COMPLETED)
    return done.pop().result()
