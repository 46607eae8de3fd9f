# says: quantum 1, cost 0: {'Cyd': 7, 'Ben': 2, 'Ada': 5}, not {'Cyd': 4
def finish_times(jobs, quantum, cost):
    now, done = 0, {}
    for name, needs in jobs.items():
        now += needs
        done[name] = now
    return done
