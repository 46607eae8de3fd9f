# says: None is no dish
def eat(counter, taste):
    dishes = 0
    while True:
        dish = counter.get()
        taste(dish)
        if dish is None:
            counter.put(None)
            return dishes
        dishes += 1
