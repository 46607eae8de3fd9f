# says: Ada's halves are one line
from threading import Thread

def serve_client(connection, answer):
    with connection:
        while data := connection.recv(1000):
            connection.sendall(answer(data))

def serve(listener, clients, answer):
    helpers = []
    for _ in range(clients):
        connection, client = listener.accept()
        helpers.append(Thread(target=serve_client,
                              args=(connection, answer)))
        helpers[-1].start()
    for helper in helpers:
        helper.join()
