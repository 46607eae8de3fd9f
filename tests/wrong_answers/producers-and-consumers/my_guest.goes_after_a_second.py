# says: 5 dishes were there, 4 are tasted
from queue import Empty

def eat(counter, taste):
    dishes = 0
    while True:
        try:
            dish = counter.get(timeout=1)
        except Empty:
            return dishes
        if dish is None:
            return dishes
        taste(dish)
        dishes += 1
