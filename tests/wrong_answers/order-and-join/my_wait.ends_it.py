# says: the tea was still at work: leave it alone
def wait_at_most(process, seconds):
    process.join(timeout=seconds)
    if process.is_alive():
        process.kill()
        process.join()
        return False
    return True
