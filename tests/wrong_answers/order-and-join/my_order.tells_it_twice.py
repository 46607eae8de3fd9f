# says: Ada, Ben have ended, and you say ['Ada', 'Ben', 'Cyd']
from multiprocessing.connection import wait


def as_they_end(processes):
    names = {process.sentinel: process.name for process in processes}
    while True:
        for sentinel in wait(list(names)):
            yield names[sentinel]
