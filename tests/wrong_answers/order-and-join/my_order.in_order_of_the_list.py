# says: Cyd has ended, and you say Ada
def as_they_end(processes):
    for process in processes:
        yield process.name
