# says: together, the processor is busy
from swimlanes.scheduling import Job

MIX = [Job(name, (10, 90, 10)) for name in ("Ada", "Ben", "Cyd")]
