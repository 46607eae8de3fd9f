# says: no bad dish was reported
def taste_all(counter, taste, bad):
    while True:
        dish = counter.get()
        try:
            taste(dish)
        except Exception:
            pass
        counter.task_done()
