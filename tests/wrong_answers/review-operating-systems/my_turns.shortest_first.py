# says: quantum 1
def finish_times(jobs, quantum):
    now, done = 0, {}
    for name in sorted(jobs, key=jobs.get):
        now += jobs[name]
        done[name] = now
    return done
