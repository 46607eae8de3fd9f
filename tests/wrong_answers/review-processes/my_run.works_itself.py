# says: you worked in the main program
def run_all(jobs, at_most):
    return [job() for job in jobs]
