# says: it is not blocking any more
def try_recv(connection):
    connection.setblocking(False)
    try:
        return connection.recv(1000)
    except BlockingIOError:
        return None
