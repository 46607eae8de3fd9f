# says: the other end has closed, you say None
def try_recv(connection):
    connection.setblocking(False)
    try:
        return connection.recv(1000) or None
    except BlockingIOError:
        return None
    finally:
        connection.setblocking(True)
