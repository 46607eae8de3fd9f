# says: she would have tidied up: 4, not -9
def stop(process, seconds):
    process.kill()
    process.join()
    return process.exitcode
