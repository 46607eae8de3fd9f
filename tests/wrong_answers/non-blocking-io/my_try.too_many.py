# says: not 1000 at most
def try_recv(connection):
    connection.setblocking(False)
    try:
        return connection.recv(65536)
    except BlockingIOError:
        return None
    finally:
        connection.setblocking(True)
