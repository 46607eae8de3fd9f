# says: you work in a silent time
from selectors import EVENT_READ, EVENT_WRITE, DefaultSelector


def serve(listener, clients, answer):
    unfinished = {}
    with DefaultSelector() as selector:
        selector.register(listener, EVENT_READ)
        while clients:
            for key, events in selector.select():
                ready = key.fileobj
                if ready is listener:
                    connection, _ = listener.accept()
                    selector.register(connection, EVENT_READ | EVENT_WRITE)
                    unfinished[connection] = b""
                elif events & EVENT_READ:
                    data = ready.recv(1000)
                    seen = unfinished[ready] + data
                    lines, end, rest = seen.rpartition(b"\n")
                    ready.sendall(answer(lines + end))
                    unfinished[ready] = rest
                    if not data:
                        selector.unregister(ready)
                        ready.close()
                        clients -= 1
