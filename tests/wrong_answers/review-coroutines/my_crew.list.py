# says: no set of results
import asyncio
async def run_crew(cook, dishes, cooks):
    q, out = asyncio.Queue(), []
    for d in dishes: q.put_nowait(d)
    async def work():
        while not q.empty():
            out.append(await cook(q.get_nowait()))
    await asyncio.gather(*(work() for _ in range(cooks)))
    return out
