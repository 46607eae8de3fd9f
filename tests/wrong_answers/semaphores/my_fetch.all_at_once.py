# says: were fetched at the same time
from multiprocessing import Process


def fetch_all(fetch, pages, at_once):
    processes = [Process(target=fetch, args=(page,)) for page in pages]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
