# says: send_all raises BlockingIOError
def send_all(connection, data):
    connection.sendall(data)
