# says: (4, 2, 3, 2): 7, not 10.0
def least_seconds(cooks, computing, waiting, cores):
    return cooks * (computing + waiting) / cores
