# says: one client had to wait
from threading import Thread


def serve(listener, clients, serve_client):
    for _ in range(clients):
        connection, client = listener.accept()
        helper = Thread(target=serve_client, args=(connection,))
        helper.start()
        helper.join()
