# says: you went on waiting
from selectors import EVENT_READ, DefaultSelector
from time import sleep


def ready_ones(connections, seconds):
    sleep(seconds)
    with DefaultSelector() as selector:
        for connection in connections:
            selector.register(connection, EVENT_READ)
        ready = [key.fileobj for key, _ in selector.select(0)]
    return [one for one in connections if one in ready]
