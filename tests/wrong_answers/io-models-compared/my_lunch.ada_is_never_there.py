# says: one_by_one makes Ben wait
from socket import create_connection, create_server
from threading import Thread

def answered_during_lunch(serve):
    with create_server(("127.0.0.1", 0)) as listener:
        address = listener.getsockname()
        server = Thread(target=serve, args=(listener, 2), daemon=True)
        server.start()

        with create_connection(address) as ben:
            ben.sendall(b"good morning\n")
            answered = bool(ben.recv(100))
        create_connection(address).close()
        server.join()
    return answered
