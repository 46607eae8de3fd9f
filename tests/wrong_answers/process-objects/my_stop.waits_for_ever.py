# says: still running
def stop(process, patience):
    process.terminate()
    process.join()
    return process.exitcode
