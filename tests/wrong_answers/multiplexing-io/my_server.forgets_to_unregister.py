# says: late waits for
from selectors import EVENT_READ, DefaultSelector


def serve(listener, clients, answer):
    unfinished = {}
    with DefaultSelector() as selector:
        selector.register(listener, EVENT_READ)
        while clients:
            for key, _ in selector.select():
                ready = key.fileobj
                if ready is listener:
                    connection, _ = listener.accept()
                    selector.register(connection, EVENT_READ)
                    unfinished[connection] = b""
                    continue
                data = ready.recv(1000)
                lines, end, rest = (unfinished[ready] + data).rpartition(b"\n")
                ready.sendall(answer(lines + end))
                unfinished[ready] = rest
                if not data:
                    ready.close()
                    clients -= 1
