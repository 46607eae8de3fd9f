# says: are parallel, not concurrent
def judge(ada, ben):
    for a, b in zip(ada, ben):
        if max(a[0], b[0]) < min(a[1], b[1]):
            return "parallel"
    if max(ada[0][0], ben[0][0]) < min(ada[-1][1], ben[-1][1]):
        return "concurrent"
    return "serial"
