# says: Ben is first, not 'Ada'
import asyncio

async def first_of(coroutines):
    return (await asyncio.gather(*coroutines))[0]
