# says: wine, menu and menu gave ['WINE', 'MENU']
from concurrent.futures import ThreadPoolExecutor
def fetch_all(fetch, pages):
    with ThreadPoolExecutor(len(pages)) as pool:
        futures = {page: pool.submit(fetch, page) for page in pages}
        return [f.result() for f in futures.values()]
