# says: the exit code is 5, and you return None
def stop(process, patience):
    process.terminate()
    result = process.join(patience)
    if process.is_alive():
        process.kill()
        process.join()
    return result
