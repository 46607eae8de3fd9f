# says: fetch them together
from concurrent.futures import ThreadPoolExecutor
def fetch_all(fetch, pages):
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(fetch, pages))
