# says: s, you count
from select import select
from time import perf_counter

def wait_for_data(connection):
    begin = perf_counter()
    select([connection], [], [])
    return 1000 * (perf_counter() - begin)
