# says: she does not listen: -9, not None
def stop(process, seconds):
    process.terminate()
    process.join(timeout=seconds)
    return process.exitcode
