# says: in a batch, it is busy 100%: too much
from swimlanes.scheduling import Job

MIX = [Job(name, (30,)) for name in ("Ada", "Ben", "Cyd")]
