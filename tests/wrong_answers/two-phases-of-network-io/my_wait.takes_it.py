# says: you took it
from time import perf_counter


def wait_for_data(connection):
    begin = perf_counter()
    connection.recv(1000)
    return perf_counter() - begin
