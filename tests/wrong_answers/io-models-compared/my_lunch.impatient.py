# says: thread_each bears a silent client
from select import select
from socket import create_connection, create_server
from threading import Thread

def answered_during_lunch(serve):
    with create_server(("127.0.0.1", 0)) as listener:
        server = Thread(target=serve, args=(listener, 2))
        server.start()
        ada, ben = (create_connection(listener.getsockname()) for _ in range(2))
        ben.sendall(b"good morning\n")
        readable, _, _ = select([ben], [], [], 0.1)
        ada.close()
        ben.recv(100)
        ben.close()
        server.join()
    return readable == [ben]
