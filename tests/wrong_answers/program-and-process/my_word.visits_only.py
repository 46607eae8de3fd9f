# says: are concurrent, not parallel
def judge(ada, ben):
    one, other = (ada[0][0], ada[-1][1]), (ben[0][0], ben[-1][1])
    if max(one[0], other[0]) < min(one[1], other[1]):
        return "parallel"
    return "serial"
