# says: quantum 1: {'Ada': 6, 'Ben': 2, 'Cyd': 5}, not {'Ada': 3
def finish_times(jobs, quantum):
    now, done = 0, {}
    for name, needs in jobs.items():
        now += needs
        done[name] = now
    return done
