# says: not in turn
def take_turns(programs):
    told, waiting = [], list(programs)
    while waiting:
        for program in waiting:
            try:
                told.append(next(program))
            except StopIteration:
                waiting.remove(program)
    return told
