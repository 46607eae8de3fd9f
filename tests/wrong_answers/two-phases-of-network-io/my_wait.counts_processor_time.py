# says: nothing came for 1 s
from select import select
from time import process_time


def wait_for_data(connection):
    begin = process_time()
    select([connection], [], [])
    return process_time() - begin
