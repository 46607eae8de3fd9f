# says: 5 people, each in a process
from multiprocessing import Process, Queue

def lunch(cook, menus, eat, guests, places):
    counter = Queue(places)
    eaters = [Process(target=eat, args=(counter,)) for _ in range(guests)]
    for process in eaters:
        process.start()
    for menu in menus:
        cook(counter, menu)
    for _ in eaters:
        counter.put(None)
    for process in eaters:
        process.join()
