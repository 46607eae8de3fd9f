# says: no room, and you tried
from time import sleep

def send_all(connection, data):
    rest = memoryview(data)
    while rest:
        try:
            rest = rest[connection.send(rest):]
        except BlockingIOError:
            sleep(0.01)
