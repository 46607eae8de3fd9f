# says: asked for
def read_exactly(connection, size):
    data = b""
    while len(data) < size:
        piece = connection.recv(1000)
        if not piece:
            raise EOFError
        data += piece
    return data
