# says: not stopped: no exit code is returned
def stop(process, seconds):
    process.terminate()
    return process.exitcode
