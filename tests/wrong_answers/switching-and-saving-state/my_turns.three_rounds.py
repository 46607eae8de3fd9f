# says: those that have ended
def take_turns(tasks):
    for _ in range(3):
        for t in tasks:
            next(t, None)
