# says: threads, not one
from threading import Thread


def serve_client(connection, answer):
    with connection, connection.makefile("rb") as lines:
        for line in lines:
            connection.sendall(answer(line))


def serve(listener, clients, answer):
    helpers = []
    for _ in range(clients):
        connection, client = listener.accept()
        helpers.append(Thread(target=serve_client, args=(connection, answer)))
        helpers[-1].start()
    for helper in helpers:
        helper.join()
