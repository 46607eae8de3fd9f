# says: was expected, not [7]
from multiprocessing import Process


def run_batch(jobs, seconds):
    codes = []
    for job in jobs:
        process = Process(target=job)
        process.start()
        process.join(timeout=seconds)
        if process.exitcode is None:
            process.kill()
            process.join()
            codes.append("stopped")
            break
        codes.append(process.exitcode)
        if process.exitcode:
            break
    return codes
