# says: asked for b'good '
def read_exactly(connection, size):
    return connection.recv(size)
