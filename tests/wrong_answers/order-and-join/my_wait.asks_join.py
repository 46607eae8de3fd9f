# says: not started: wait_at_most returns nothing
def wait_at_most(process, seconds):
    return process.join(timeout=seconds)
