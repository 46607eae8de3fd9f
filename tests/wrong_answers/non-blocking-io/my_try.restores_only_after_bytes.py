# says: it is not blocking any more
def try_recv(connection):
    connection.setblocking(False)
    try:
        data = connection.recv(1000)
        connection.setblocking(True)
        return data
    except BlockingIOError:
        return None
