# says: fetch_all came back while
from multiprocessing import Process, Semaphore


def fetch_one(fetch, page, places):
    with places:
        fetch(page)


def fetch_all(fetch, pages, at_once):
    places = fetch_all.places = Semaphore(at_once)
    for page in pages:
        Process(target=fetch_one, args=(fetch, page, places)).start()
