# says: one_by_one: your test does not end
from socket import create_connection, create_server
from threading import Thread

def answered_during_lunch(serve):
    with create_server(("127.0.0.1", 0)) as listener:
        address = listener.getsockname()
        server = Thread(target=serve, args=(listener, 2), daemon=True)
        server.start()

        with create_connection(address), create_connection(address) as ben:
            ben.sendall(b"good morning\n")
            answered = bool(ben.recv(100))
        server.join()
    return answered
