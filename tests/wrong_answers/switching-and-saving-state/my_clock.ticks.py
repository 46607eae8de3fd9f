# says: ends at 7 seconds, not at 8
def run(tasks):
    wakes, now, end = {t: 0 for t in tasks}, 0, 0
    while wakes:
        for t, at in list(wakes.items()):
            if at <= now:
                try: wakes[t] = now + next(t)
                except StopIteration:
                    del wakes[t]
                    end = now
        now += 1
    return end
