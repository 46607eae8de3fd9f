# says: lunch is over, and
from multiprocessing import Process, Queue

counter = None


def lunch(cook, menus, eat, guests, places):
    global counter
    counter = Queue(places)
    for menu in menus:
        Process(target=cook, args=(counter, menu), daemon=True).start()
    for _ in range(guests):
        Process(target=eat, args=(counter,), daemon=True).start()
