# says: leave the jobs of the caller as they were
def finish_times(jobs, quantum, cost):
    done, now = {}, 0
    while jobs:
        for name in list(jobs):
            turn = min(quantum, jobs[name])
            now += turn
            jobs[name] -= turn
            if not jobs[name]:
                done[name] = now
                del jobs[name]
    return done
