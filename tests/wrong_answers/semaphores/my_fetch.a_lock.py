# says: one was alone
from multiprocessing import Lock, Process


def fetch_one(fetch, page, lock):
    with lock:
        fetch(page)


def fetch_all(fetch, pages, at_once):
    lock = Lock()
    processes = [
        Process(target=fetch_one, args=(fetch, page, lock)) for page in pages
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
