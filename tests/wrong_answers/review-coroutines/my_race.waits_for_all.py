# says: Ben has won, and you wait
import asyncio
async def first_of(coroutines):
    got = []
    async def run(c):
        got.append(await c)
    await asyncio.gather(*map(run, coroutines))
    return got[0]
