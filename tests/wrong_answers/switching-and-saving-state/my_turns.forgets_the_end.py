# says: its StopIteration reached the caller
def take_turns(tasks):
    while tasks:
        for task in tasks:
            next(task)
