# says: not {'Ada'
def take_turns(jobs, quantum):
    now, finish = 0, {}
    for name, work in jobs.items():
        now += work
        finish[name] = now
    return finish
