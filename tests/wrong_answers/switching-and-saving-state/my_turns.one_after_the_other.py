# says: not by turns
def take_turns(tasks):
    for task in tasks:
        for _ in task:
            pass
