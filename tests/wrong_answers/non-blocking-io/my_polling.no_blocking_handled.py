# says: wants
from time import sleep


def serve(listener, clients, answer):
    listener.setblocking(False)
    connections = []
    while True:
        sleep(0.01)
        try:
            connections.append(listener.accept()[0])
        except BlockingIOError:
            pass
        for connection in connections:
            data = connection.recv(1000)
            connection.sendall(answer(data))
