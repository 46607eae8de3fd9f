# says: the bad dish was not reported
def taste_all(counter, taste, bad):
    while True:
        dish = counter.get()
        try:
            taste(dish)
        except Exception:
            pass
        counter.task_done()
