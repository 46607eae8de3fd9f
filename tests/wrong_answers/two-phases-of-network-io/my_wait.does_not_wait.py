# says: nothing came for 1 s
from select import select
from time import perf_counter


def wait_for_data(connection):
    begin = perf_counter()
    select([connection], [], [], 0)
    return perf_counter() - begin
