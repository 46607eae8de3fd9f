# says: a job ran in the main program
def run_batch(jobs, seconds):
    return [job() for job in jobs]
