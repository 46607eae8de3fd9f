# says: exit codes in order of jobs: [
from multiprocessing import Process
from multiprocessing.connection import wait


def run_all(jobs, at_most):
    waiting, alive, codes = list(jobs), {}, []
    while waiting or alive:
        while waiting and len(alive) < at_most:
            process = Process(target=waiting.pop(0))
            process.start()
            alive[process.sentinel] = process
        for sentinel in wait(list(alive)):
            process = alive.pop(sentinel)
            process.join()
            codes.append(process.exitcode)
    return codes
