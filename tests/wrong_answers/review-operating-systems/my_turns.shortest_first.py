# says: quantum 1, cost 0
def finish_times(jobs, quantum, cost):
    now, done = 0, {}
    for name in sorted(jobs, key=jobs.get):
        now += jobs[name]
        done[name] = now
    return done
