# says: the lock stays taken
from multiprocessing.shared_memory import SharedMemory

def add(name, place, grams, lock):
    block = SharedMemory(name)
    numbers = block.buf.cast("q")
    lock.acquire()
    numbers[place] += grams
    numbers.release()
    block.close()
