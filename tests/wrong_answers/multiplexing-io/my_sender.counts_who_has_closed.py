# says: one has closed
from selectors import EVENT_WRITE, DefaultSelector


def send_to_all(connections, data):
    data = memoryview(data)
    with DefaultSelector() as selector:
        for connection in connections:
            connection.setblocking(False)
            selector.register(connection, EVENT_WRITE, [data])
        while selector.get_map():
            for key, _ in selector.select():
                try:
                    sent = key.fileobj.send(key.data[0])
                except BlockingIOError:
                    continue
                except OSError:
                    selector.unregister(key.fileobj)
                    continue
                key.data[0] = key.data[0][sent:]
                if not key.data[0]:
                    selector.unregister(key.fileobj)
    return len(connections)
