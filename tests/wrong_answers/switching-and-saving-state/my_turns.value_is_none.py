# says: of the 6 steps are not done
def take_turns(tasks):
    while tasks:
        tasks = [t for t in tasks if next(t, "end") is None]
