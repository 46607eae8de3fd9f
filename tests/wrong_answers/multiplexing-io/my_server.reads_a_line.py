# says: quick waits for
from selectors import EVENT_READ, DefaultSelector


def serve(listener, clients, answer):
    with DefaultSelector() as selector:
        selector.register(listener, EVENT_READ)
        while clients:
            for key, _ in selector.select():
                if key.fileobj is listener:
                    connection, _ = listener.accept()
                    selector.register(
                        connection, EVENT_READ, connection.makefile("rb")
                    )
                elif line := key.data.readline():
                    key.fileobj.sendall(answer(line))
                else:
                    selector.unregister(key.fileobj)
                    key.fileobj.close()
                    clients -= 1
