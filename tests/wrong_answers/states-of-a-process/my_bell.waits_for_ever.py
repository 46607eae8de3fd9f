# says: still running
def wait_for(bell, seconds):
    return bell.poll(None)
