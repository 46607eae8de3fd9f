# says: the guest went home after 2 dishes
def taste_all(counter, taste, bad):
    while True:
        dish = counter.get()
        try:
            taste(dish)
        finally:
            counter.task_done()
