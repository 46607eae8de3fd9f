# says: 5 dishes were there
def eat(counter, taste):
    dishes = 0
    while dish := counter.get():
        taste(dish)
        dishes += 1
    counter.put(None)
    return dishes
