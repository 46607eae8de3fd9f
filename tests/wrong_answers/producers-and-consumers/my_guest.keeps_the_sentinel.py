# says: still running
def eat(counter, taste):
    dishes = 0
    while (dish := counter.get()) is not None:
        taste(dish)
        dishes += 1
    return dishes
