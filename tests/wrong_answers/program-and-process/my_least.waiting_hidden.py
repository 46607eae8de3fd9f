# says: (4, 2, 3, 2): 7
def least_seconds(cooks, computing, waiting, cores):
    return max(computing + waiting, cooks * computing / cores)
