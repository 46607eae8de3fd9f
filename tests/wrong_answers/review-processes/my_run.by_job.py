# says: exit codes in order of jobs: [5, 3, 4]
from multiprocessing import Process
from time import sleep

def run_all(jobs, at_most):
    processes = {}
    for job in jobs:
        while sum(p.is_alive() for p in processes.values()) >= at_most:
            sleep(0.01)
        processes[job] = Process(target=job)
        processes[job].start()
    for p in processes.values():
        p.join()
    return [p.exitcode for p in processes.values()]
