# says: not {'Ada'
def take_turns(jobs, quantum):
    now, line, finish = 0, list(jobs.items()), {}
    while line:
        name, left = line.pop(0)
        now += min(left, quantum)
        if left > quantum:
            line.insert(0, (name, left - quantum))
        else:
            finish[name] = now
    return finish
