# says: of 1500 bytes
from socket import MSG_DONTWAIT

def try_recv(connection):
    data = b""
    while True:
        try:
            more = connection.recv(1000, MSG_DONTWAIT)
        except BlockingIOError:
            return data[:1000] or None
        if not more:
            return data[:1000]
        data += more
