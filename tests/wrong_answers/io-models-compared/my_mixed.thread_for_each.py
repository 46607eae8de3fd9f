# says: threads for 14 clients
from threading import Semaphore, Thread

def serve(listener, clients, answer):
    places = Semaphore(2)

    def serve_client(connection):
        with connection, connection.makefile("rb") as lines:
            for line in lines:
                with places:
                    reply = answer(line)
                connection.sendall(reply)

    helpers = []
    for _ in range(clients):
        connection, client = listener.accept()
        helpers.append(Thread(target=serve_client, args=(connection,)))
        helpers[-1].start()
    for helper in helpers:
        helper.join()
