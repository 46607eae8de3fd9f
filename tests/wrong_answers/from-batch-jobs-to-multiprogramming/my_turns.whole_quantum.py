# says: , not {
def take_turns(jobs, quantum):
    now, line, finish = 0, list(jobs.items()), {}
    while line:
        name, left = line.pop(0)
        now += quantum
        if left > quantum:
            line.append((name, left - quantum))
        else:
            finish[name] = now
    return finish
