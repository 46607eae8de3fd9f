# says: when all had gone home
from multiprocessing import Process, Queue

def lunch(cook, menus, eat, guests, places):
    counter = Queue(places)
    ps = [Process(target=cook, args=(counter, menu)) for menu in menus]
    ps += [Process(target=eat, args=(counter,)) for _ in range(guests)]
    for process in ps:
        process.start()
    for _ in range(guests):
        counter.put(None)
    for process in ps:
        process.join()
