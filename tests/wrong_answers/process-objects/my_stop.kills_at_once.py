# says: the polite cook got no time to tidy up
def stop(process, patience):
    process.kill()
    process.join()
    return process.exitcode
