# says: the soup simmered: no processor worked for it
from time import perf_counter


def processor_seconds(work):
    begin = perf_counter()
    work()
    return perf_counter() - begin
