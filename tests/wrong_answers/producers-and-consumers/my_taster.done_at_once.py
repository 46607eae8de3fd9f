# says: join came back after
def taste_all(counter, taste, bad):
    while True:
        dish = counter.get()
        counter.task_done()
        try:
            taste(dish)
        except Exception:
            bad.put(dish)
