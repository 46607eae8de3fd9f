# says: waits for a slow reader
def send_to_all(connections, data):
    complete = 0
    for connection in connections:
        try:
            connection.sendall(data)
            complete += 1
        except OSError:
            pass
    return complete
