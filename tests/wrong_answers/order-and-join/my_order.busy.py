# says: you were busy while you waited
def as_they_end(processes):
    left = list(processes)
    while left:
        for p in left[:]:
            if not p.is_alive():
                left.remove(p)
                yield p.name
