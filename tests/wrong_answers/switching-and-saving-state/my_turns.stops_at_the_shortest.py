# says: of the 6 steps are not done
def take_turns(tasks):
    for _ in zip(*tasks, strict=False):
        pass
