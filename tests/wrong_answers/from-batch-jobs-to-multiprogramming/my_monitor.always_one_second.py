# says: one job was to get all its 3 seconds
from multiprocessing import Process


def run_batch(jobs, seconds):
    codes = []
    for job in jobs:
        p = Process(target=job)
        p.start()
        p.join(1)
        if p.is_alive():
            p.kill()
            p.join()
            codes.append("stopped")
        else:
            codes.append(p.exitcode)
    return codes
