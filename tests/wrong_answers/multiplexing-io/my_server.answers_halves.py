# says: half waits for
from selectors import EVENT_READ, DefaultSelector


def serve(listener, clients, answer):
    with DefaultSelector() as selector:
        selector.register(listener, EVENT_READ)
        while clients:
            for key, _ in selector.select():
                ready = key.fileobj
                if ready is listener:
                    connection, _ = listener.accept()
                    selector.register(connection, EVENT_READ)
                elif data := ready.recv(1000):
                    whole = data.endswith(b"\n")
                    ready.sendall(answer(data) if whole else data)
                else:
                    selector.unregister(ready)
                    ready.close()
                    clients -= 1
