# says: not [7, 'stopped', 0, 'stopped', 0]
from multiprocessing import Process


def run_batch(jobs, seconds):
    codes = []
    for job in jobs:
        p = Process(target=job)
        p.start()
        p.join(seconds)
        p.kill()
        p.join()
        codes.append("stopped" if p.exitcode < 0 else p.exitcode)
    return codes
