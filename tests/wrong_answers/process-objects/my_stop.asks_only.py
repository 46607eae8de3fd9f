# says: the stubborn cook is still there
def stop(process, patience):
    process.terminate()
    process.join(patience)
    return process.exitcode
