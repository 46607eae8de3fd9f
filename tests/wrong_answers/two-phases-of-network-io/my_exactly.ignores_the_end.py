# says: EOFError, not
def read_exactly(connection, size):
    data = b""
    while len(data) < size:
        piece = connection.recv(size - len(data))
        data += piece
        if not piece:
            break
    return data
