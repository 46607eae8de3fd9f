# says: you did not wait
def wait_for(bell, seconds):
    return bell.poll()
