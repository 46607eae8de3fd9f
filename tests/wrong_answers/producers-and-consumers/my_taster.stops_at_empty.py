# says: went home after 2 dishes
def taste_all(counter, taste, bad):
    while dish := counter.get():
        try:
            taste(dish)
        except Exception:
            bad.put(dish)
        counter.task_done()
