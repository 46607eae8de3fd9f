# says: one of these is alive
def zombies(pids):
    return pids[1:]
