# says: join still waits
def taste_all(counter, taste, bad):
    while True:
        dish = counter.get()
        try:
            taste(dish)
            counter.task_done()
        except Exception:
            bad.put(dish)
