# says: not by turns
def take_turns(tasks):
    while tasks:
        for task in tasks:
            try:
                next(task)
            except StopIteration:
                tasks.remove(task)
