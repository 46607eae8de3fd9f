# says: the main thread fetches, too
from threading import Thread
def fetch_all(fetch, pages):
    out = {}
    def one(n): out[n] = fetch(pages[n])
    team = [Thread(target=one, args=(n,)) for n in range(1, len(pages))]
    for t in team: t.start()
    one(0)
    for t in team: t.join()
    return [out[n] for n in range(len(pages))]
