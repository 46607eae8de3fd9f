# says: quick wants
def serve(listener, clients, answer):
    for _ in range(clients):
        connection, client = listener.accept()
        with connection, connection.makefile("rb") as lines:
            for line in lines:
                connection.sendall(answer(line))
