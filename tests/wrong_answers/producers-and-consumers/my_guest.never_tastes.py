# says: a guest tasted 0 dishes
def eat(counter, taste):
    dishes = 0
    while counter.get() is not None:
        dishes += 1
    counter.put(None)
    return dishes
