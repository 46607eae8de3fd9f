# says: asked for b'mor'
def read_exactly(connection, size):
    with connection.makefile("rb") as file:
        data = file.read(size)
    if len(data) < size:
        raise EOFError
    return data
