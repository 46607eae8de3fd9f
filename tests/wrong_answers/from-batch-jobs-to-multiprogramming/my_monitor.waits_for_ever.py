# says: still running
from multiprocessing import Process


def run_batch(jobs, seconds):
    codes = []
    for job in jobs:
        process = Process(target=job)
        process.start()
        process.join()
        codes.append(process.exitcode)
    return codes
