# says: one was alone
from multiprocessing import Process

def fetch_all(fetch, pages, at_once):
    pages = list(pages)
    while pages:
        batch = [Process(target=fetch, args=(page,)) for page in pages[:at_once]]
        del pages[:at_once]
        for p in batch:
            p.start()
        for p in batch:
            p.join()
