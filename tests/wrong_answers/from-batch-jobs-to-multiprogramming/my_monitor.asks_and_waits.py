# says: still running
from multiprocessing import Process


def run_batch(jobs, seconds):
    codes = []
    for job in jobs:
        p = Process(target=job)
        p.start()
        p.join(seconds)
        if p.is_alive():
            p.terminate()
            p.join()
            codes.append("stopped")
        else:
            codes.append(p.exitcode)
    return codes
