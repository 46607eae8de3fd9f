# says: no 1 more: EOFError
def read_exactly(connection, size):
    data = b""
    while len(data) < size:
        more = connection.recv(size - len(data))
        if not more:
            if data:
                raise EOFError
            return b""
        data += more
    return data
