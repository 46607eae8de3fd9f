# says: you did not give her the time to end
def stop(process, seconds):
    process.terminate()
    process.join(1)
    if process.is_alive():
        process.kill()
        process.join()
    return process.exitcode
