# says: Ben is missing
from selectors import EVENT_READ, DefaultSelector

def ready_ones(connections, seconds):
    with DefaultSelector() as selector:
        for connection in connections:
            selector.register(connection, EVENT_READ)
        for key, _ in selector.select(seconds):
            return [key.fileobj]
    return []
