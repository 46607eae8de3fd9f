# says: jobs ran at once
from multiprocessing import Process


def run_batch(jobs, seconds):
    processes = [Process(target=job) for job in jobs]
    for process in processes:
        process.start()
    for process in processes:
        process.join(timeout=seconds)
    codes = [process.exitcode for process in processes]
    for process in processes:
        process.kill()
        process.join()
    return ["stopped" if code is None else code for code in codes]
