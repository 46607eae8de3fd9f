# says: nothing is there, and you wait
def try_recv(connection):
    connection.settimeout(0.01)
    try:
        return connection.recv(1000)
    except TimeoutError:
        return None
    finally:
        connection.settimeout(None)
