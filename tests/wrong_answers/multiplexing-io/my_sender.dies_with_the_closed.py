# says: you raise BrokenPipeError
from selectors import EVENT_WRITE, DefaultSelector


def send_to_all(connections, data):
    data, complete = memoryview(data), 0
    with DefaultSelector() as selector:
        for connection in connections:
            connection.setblocking(False)
            selector.register(connection, EVENT_WRITE, [data])
        while selector.get_map():
            for key, _ in selector.select():
                sent = key.fileobj.send(key.data[0])
                key.data[0] = key.data[0][sent:]
                if not key.data[0]:
                    selector.unregister(key.fileobj)
                    complete += 1
    return complete
