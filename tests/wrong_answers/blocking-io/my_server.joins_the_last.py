# says: serve came back when
from threading import Thread

def serve(listener, clients, serve_client):
    for _ in range(clients):
        helper = Thread(target=serve_client, args=(listener.accept()[0],))
        helper.start()
    helper.join()
