# says: bytes of
from select import select

def send_all(connection, data):
    for begin in range(0, len(data), 10_000_000):
        select([], [connection], [])
        connection.send(data[begin:begin + 10_000_000])
