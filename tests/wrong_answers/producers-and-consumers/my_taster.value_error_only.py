# says: went home after 4 dishes
def taste_all(counter, taste, bad):
    while True:
        dish = counter.get()
        try:
            taste(dish)
        except ValueError:
            bad.put(dish)
        finally:
            counter.task_done()
