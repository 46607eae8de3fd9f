# says: 5 dishes had room
from multiprocessing import Process, Queue

def lunch(cook, menus, eat, guests, places):
    counter = Queue(places + 1)
    cooks = [Process(target=cook, args=(counter, menu)) for menu in menus]
    eaters = [Process(target=eat, args=(counter,)) for _ in range(guests)]
    for process in cooks + eaters:
        process.start()
    for process in cooks:
        process.join()
    for _ in eaters:
        counter.put(None)
    for process in eaters:
        process.join()
