# says: one client had to wait
from threading import Thread


def serve(listener, clients, serve_client):
    helpers = []
    for _ in range(clients):
        connection, client = listener.accept()
        helper = Thread(target=serve_client(connection))
        helper.start()
        helpers.append(helper)
    for helper in helpers:
        helper.join()
