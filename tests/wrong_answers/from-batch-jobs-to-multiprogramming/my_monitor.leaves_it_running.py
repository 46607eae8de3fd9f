# says: a job is still at work
from multiprocessing import Process


def run_batch(jobs, seconds):
    codes = []
    for job in jobs:
        process = Process(target=job, daemon=True)
        process.start()
        process.join(timeout=seconds)
        code = process.exitcode
        codes.append("stopped" if code is None else code)
    return codes
