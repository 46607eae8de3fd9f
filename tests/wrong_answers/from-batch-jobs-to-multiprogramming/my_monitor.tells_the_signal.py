# says: was expected, not [7, -9, 0, -15, 0]
from multiprocessing import Process


def run_batch(jobs, seconds):
    codes = []
    for job in jobs:
        process = Process(target=job)
        process.start()
        process.join(timeout=seconds)
        process.kill()
        process.join()
        codes.append(process.exitcode)
    return codes
