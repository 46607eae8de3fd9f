# says: the block is gone
from multiprocessing.shared_memory import SharedMemory


def add(name, place, grams, lock):
    block = SharedMemory(name)
    numbers = block.buf.cast("q")
    with lock:
        numbers[place] += grams
    numbers.release()
    block.close()
    block.unlink()
