# says: 2 are allowed
from multiprocessing import Process


def run_all(jobs, at_most):
    processes = [Process(target=job) for job in jobs]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return [process.exitcode for process in processes]
