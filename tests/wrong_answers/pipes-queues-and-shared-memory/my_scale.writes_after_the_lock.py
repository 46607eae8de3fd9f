# says: [0, 205, 0] is right, not [0, 105, 0]
from multiprocessing.shared_memory import SharedMemory

def add(name, place, grams, lock):
    block = SharedMemory(name)
    numbers = block.buf.cast("q")
    with lock:
        seen = numbers[place]
    numbers[place] = seen + grams
    numbers.release()
    block.close()
