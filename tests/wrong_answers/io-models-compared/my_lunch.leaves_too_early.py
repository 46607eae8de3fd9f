# says: you left before the server had ended
import socket

from socket import create_connection, create_server
from threading import Thread

def answered_during_lunch(serve):
    with create_server(("127.0.0.1", 0)) as listener:
        address = listener.getsockname()
        server = Thread(target=serve, args=(listener, 2), daemon=True)
        server.start()

        ada = create_connection(address)
        ben = create_connection(address, timeout=1)
        open_ones.extend([ada, ben])
        ben.sendall(b"good morning\n")
        try:
            return bool(ben.recv(100))
        except TimeoutError:
            return False

open_ones = []
