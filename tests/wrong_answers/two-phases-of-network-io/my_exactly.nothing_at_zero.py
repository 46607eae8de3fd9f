# says: asked for b''
def read_exactly(connection, size):
    data = connection.recv(size)
    if not data:
        raise EOFError
    while len(data) < size:
        more = connection.recv(size - len(data))
        if not more:
            raise EOFError
        data += more
    return data
