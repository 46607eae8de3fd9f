# says: serve came back when
from threading import Thread


def serve(listener, clients, serve_client):
    for _ in range(clients):
        connection, client = listener.accept()
        Thread(target=serve_client, args=(connection,)).start()
