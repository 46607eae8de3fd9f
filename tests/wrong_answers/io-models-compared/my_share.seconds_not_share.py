# says: of the time, you say
from time import thread_time

def share(wait):
    worked = thread_time()
    wait()
    return 10 * (thread_time() - worked)
