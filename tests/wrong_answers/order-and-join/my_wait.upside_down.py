# says: answers: True, False
def wait_at_most(process, seconds):
    process.join(timeout=seconds)
    return process.is_alive()
