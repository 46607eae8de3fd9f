# says: are serial, not concurrent
def judge(ada, ben):
    for a in ada:
        for b in ben:
            if max(a[0], b[0]) < min(a[1], b[1]):
                return "parallel"
    return "concurrent"
