# says: the cooking is for the pool
from threading import Thread
def prepare(kitchen, cook, lay_table):
    got = []
    t = Thread(target=lambda: got.append(cook()))
    t.start()
    table = lay_table()
    t.join()
    return got[0], table
