# says: quantum 1, cost 0: {'Ada': 7, 'Ben': 2, 'Cyd': 5}, not {'Ada': 4
def finish_times(jobs, quantum, cost):
    now, done = 0, {}
    for name, needs in jobs.items():
        now += needs
        done[name] = now
    return done
