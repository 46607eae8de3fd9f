# says: fetch them together
from concurrent.futures import ThreadPoolExecutor


def fetch_all(fetch, pages):
    with ThreadPoolExecutor(len(pages)) as pool:
        return [pool.submit(fetch, page).result() for page in pages]
