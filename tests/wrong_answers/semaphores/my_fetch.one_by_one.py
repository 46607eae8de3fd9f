# says: one was alone
from multiprocessing import Process


def fetch_all(fetch, pages, at_once):
    for page in pages:
        process = Process(target=fetch, args=(page,))
        process.start()
        process.join()
