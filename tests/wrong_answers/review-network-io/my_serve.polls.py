# says: nobody says a word, and you are busy
from selectors import EVENT_READ, DefaultSelector

def serve(listener, clients, answer):
    unfinished = {}
    with DefaultSelector() as selector:
        selector.register(listener, EVENT_READ)
        while clients:
            for key, events in selector.select(0):
                if key.fileobj is listener:
                    connection, client = listener.accept()
                    selector.register(connection, EVENT_READ)
                    unfinished[connection] = b""
                    continue
                ready = key.fileobj
                data = ready.recv(1000)
                seen = unfinished[ready] + data
                lines, end, unfinished[ready] = seen.rpartition(b"\n")
                ready.sendall(answer(lines + end))
                if not data:
                    selector.unregister(ready)
                    ready.close()
                    clients -= 1
