# says: let the kernel wake you
from selectors import EVENT_READ, DefaultSelector
from time import monotonic


def ready_ones(connections, seconds):
    end = monotonic() + seconds
    with DefaultSelector() as selector:
        for connection in connections:
            selector.register(connection, EVENT_READ)
        ready = []
        while not ready and monotonic() < end:
            ready = [key.fileobj for key, _ in selector.select(0)]
    return [one for one in connections if one in ready]
