# says: it did not sleep
def send_all(connection, data):
    rest = memoryview(data)
    while rest:
        try:
            rest = rest[connection.send(rest):]
        except BlockingIOError:
            pass
