# says: (2, 2, 3, 8): 5
def least_seconds(cooks, computing, waiting, cores):
    return cooks * computing / cores + waiting
