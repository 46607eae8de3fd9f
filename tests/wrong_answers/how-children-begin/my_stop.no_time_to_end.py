# says: you did not give her the time to end
def stop(process, seconds):
    process.terminate()
    process.join(timeout=seconds / 5)
    if process.is_alive():
        process.kill()
        process.join()
    return process.exitcode
