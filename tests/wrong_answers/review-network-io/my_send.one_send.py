# says: bytes of
def send_all(connection, data):
    connection.send(data)
