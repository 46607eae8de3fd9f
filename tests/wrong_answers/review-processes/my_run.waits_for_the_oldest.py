# says: one worked alone
from multiprocessing import Process

def run_all(jobs, at_most):
    processes = []
    for number, job in enumerate(jobs):
        if number >= at_most:
            processes[number - at_most].join()
        process = Process(target=job)
        process.start()
        processes.append(process)
    for process in processes:
        process.join()
    return [process.exitcode for process in processes]
