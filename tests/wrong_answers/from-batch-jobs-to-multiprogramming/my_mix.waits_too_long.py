# says: together, it is busy 46.15% only
from swimlanes.scheduling import Job

MIX = [Job(name, (10, 90, 10)) for name in ("Ada", "Ben", "Cyd")]
