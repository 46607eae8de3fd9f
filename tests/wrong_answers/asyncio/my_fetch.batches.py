# says: the last page waited
import asyncio
async def fetch_all(fetch, pages, at_once):
    got = []
    for i in range(0, len(pages), at_once):
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(fetch(p)) for p in pages[i:i + at_once]]
        got += [t.result() for t in tasks]
    return got
