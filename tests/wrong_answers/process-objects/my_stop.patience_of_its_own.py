# says: did not get all your patience
def stop(process, patience):
    process.terminate()
    process.join(1)
    process.kill()
    process.join()
    return process.exitcode
