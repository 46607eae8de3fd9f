# says: a connection was closed while
from threading import Thread


def serve(listener, clients, serve_client):
    helpers = []
    for _ in range(clients):
        connection, client = listener.accept()
        with connection:
            helper = Thread(target=serve_client, args=(connection,))
            helper.start()
            helpers.append(helper)
    for helper in helpers:
        helper.join()
