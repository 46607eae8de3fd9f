# says: the clients get
import asyncio
from concurrent.futures import ThreadPoolExecutor

async def main(listener, clients, answer, pool):
    gone = asyncio.Semaphore(0)
    async def talk(reader, writer):
        while line := await reader.read(1000):
            writer.write(await asyncio.get_running_loop().run_in_executor(pool, answer, line))
            await writer.drain()
        writer.close()
        gone.release()
    async with await asyncio.start_server(talk, sock=listener):
        for _ in range(clients):
            await gone.acquire()

def serve(listener, clients, answer):
    with ThreadPoolExecutor(2) as pool:
        asyncio.run(main(listener, clients, answer, pool))
