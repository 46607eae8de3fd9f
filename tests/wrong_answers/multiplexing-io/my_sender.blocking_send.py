# says: waits for a slow reader
from selectors import EVENT_WRITE, DefaultSelector


def send_to_all(connections, data):
    complete = 0
    with DefaultSelector() as selector:
        for connection in connections:
            selector.register(connection, EVENT_WRITE)
        while selector.get_map():
            for key, _ in selector.select():
                try:
                    key.fileobj.sendall(data)
                    complete += 1
                except OSError:
                    pass
                selector.unregister(key.fileobj)
    return complete
