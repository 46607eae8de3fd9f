# says: [0, 205, 0] is right, not
from multiprocessing.shared_memory import SharedMemory


def add(name, place, grams, lock):
    block = SharedMemory(name)
    numbers = block.buf.cast("q")
    seen = numbers[place]
    with lock:
        numbers[place] = seen + grams
    numbers.release()
    block.close()
