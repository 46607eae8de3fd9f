# says: add never asked for the lock
from multiprocessing.shared_memory import SharedMemory


def add(name, place, grams, lock):
    block = SharedMemory(name)
    numbers = block.buf.cast("q")
    numbers[place] += grams
    numbers.release()
    block.close()
