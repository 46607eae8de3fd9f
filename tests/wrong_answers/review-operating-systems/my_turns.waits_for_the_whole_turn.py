# says: quantum 2, cost 0: {'Cyd': 7, 'Ben': 3, 'Ada': 5}, not
def finish_times(jobs, quantum, cost):
    left, done, now = dict(jobs), {}, 0
    while left:
        for name in list(left):
            now += quantum
            left[name] -= quantum
            if left[name] <= 0:
                done[name] = now
                del left[name]
    return done
