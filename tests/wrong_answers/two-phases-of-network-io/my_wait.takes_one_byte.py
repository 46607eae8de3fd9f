# says: some of it is missing
from time import perf_counter


def wait_for_data(connection):
    begin = perf_counter()
    connection.recv(1)
    return perf_counter() - begin
