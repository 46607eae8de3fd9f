# says: she had ended, and you still waited
from time import sleep


def stop(process, seconds):
    process.terminate()
    sleep(seconds)
    if process.is_alive():
        process.kill()
    process.join()
    return process.exitcode
