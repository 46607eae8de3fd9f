# says: nothing there and not closed: b''
def try_recv(connection):
    connection.setblocking(False)
    try:
        return connection.recv(1000)
    except BlockingIOError:
        return b""
    finally:
        connection.setblocking(True)
