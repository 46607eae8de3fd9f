# says: three jobs are wanted, not 9
from swimlanes.scheduling import Job

MIX = [Job(f"job {n}", (10, 80, 10)) for n in range(9)]
