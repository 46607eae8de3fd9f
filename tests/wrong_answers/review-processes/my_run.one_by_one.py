# says: there was room for two, and one worked alone
from multiprocessing import Process


def run_all(jobs, at_most):
    codes = []
    for job in jobs:
        process = Process(target=job)
        process.start()
        process.join()
        codes.append(process.exitcode)
    return codes
