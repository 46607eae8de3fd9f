# says: still running
def as_they_end(processes):
    for process in processes:
        process.join()
        yield process.name
