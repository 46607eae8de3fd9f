# says: (3, 1, 0, 2): 1.5, not 1
def least_seconds(cooks, computing, waiting, cores):
    return max(computing, cooks * computing // cores) + waiting
