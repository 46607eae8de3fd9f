# says: you waited for bytes to come
def try_recv(connection):
    try:
        return connection.recv(1000)
    except BlockingIOError:
        return None
