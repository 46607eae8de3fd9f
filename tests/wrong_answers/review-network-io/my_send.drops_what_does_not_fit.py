# says: bytes of
from select import select

def send_all(connection, data):
    for at in range(0, len(data), 65536):
        select([], [connection], [])
        connection.send(data[at:at + 65536])
