# says: the loop stands still while you read
from concurrent.futures import ThreadPoolExecutor


async def read_all(read, names):
    with ThreadPoolExecutor(len(names)) as pool:
        return list(pool.map(read, names))
