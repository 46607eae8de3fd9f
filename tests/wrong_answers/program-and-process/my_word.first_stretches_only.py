# says: are concurrent, not serial
def judge(ada, ben):
    a, b = ada[0], ben[0]
    return "parallel" if max(a[0], b[0]) < min(a[1], b[1]) else "serial"
