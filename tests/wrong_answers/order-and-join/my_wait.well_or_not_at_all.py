# says: answers: False, False, for a tea that ends with 3
def wait_at_most(process, seconds):
    process.join(seconds)
    return process.exitcode == 0
