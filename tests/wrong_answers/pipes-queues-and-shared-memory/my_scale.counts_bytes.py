# says: [0, 205, 0] is right, not
from multiprocessing.shared_memory import SharedMemory


def add(name, place, grams, lock):
    block = SharedMemory(name)
    with lock:
        block.buf[place] += grams
    block.close()
