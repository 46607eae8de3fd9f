# says: one worked alone
from multiprocessing import Process

def run_all(jobs, at_most):
    codes = []
    for first in range(0, len(jobs), at_most):
        batch = [Process(target=j) for j in jobs[first:first + at_most]]
        for process in batch:
            process.start()
        for process in batch:
            process.join()
        codes += [process.exitcode for process in batch]
    return codes
