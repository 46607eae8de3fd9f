# says: you came back before anything was there
from select import select
from time import perf_counter

def wait_for_data(connection):
    begin = perf_counter()
    select([connection], [], [], 0.5)
    return perf_counter() - begin
