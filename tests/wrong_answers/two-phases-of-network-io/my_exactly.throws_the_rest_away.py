# says: asked for b'mor'
def read_exactly(connection, size):
    data = b""
    while len(data) < size:
        piece = connection.recv(size)
        if not piece:
            raise EOFError
        data += piece
    return data[:size]
