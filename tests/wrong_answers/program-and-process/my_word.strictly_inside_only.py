# says: are parallel, not concurrent
def judge(ada, ben):
    for a in ada:
        for b in ben:
            if a[0] < b[0] < a[1] or a[0] < b[1] < a[1] or b[0] < a[0] < b[1]:
                return "parallel"
    if max(ada[0][0], ben[0][0]) < min(ada[-1][1], ben[-1][1]):
        return "concurrent"
    return "serial"
