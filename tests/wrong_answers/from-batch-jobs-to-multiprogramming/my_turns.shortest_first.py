# says: , not {
def take_turns(jobs, quantum):
    now, finish = 0, {}
    for name in sorted(jobs, key=jobs.get):
        now += jobs[name]
        finish[name] = now
    return finish
