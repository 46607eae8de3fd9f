# says: you have read
from selectors import EVENT_READ, DefaultSelector


def ready_ones(connections, seconds):
    with DefaultSelector() as selector:
        for connection in connections:
            selector.register(connection, EVENT_READ)
        ready = [key.fileobj for key, _ in selector.select(seconds)]
    return [one for one in connections if one in ready and one.recv(100)]
