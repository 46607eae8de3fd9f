# says: 3 of 4 have come and left
from selectors import DefaultSelector, EVENT_READ

def serve(listener, clients, answer):
    rests = {}
    with DefaultSelector() as s:
        s.register(listener, EVENT_READ)
        while True:
            for key, _ in s.select():
                c = key.fileobj
                if c is listener:
                    c = listener.accept()[0]
                    rests[c] = b""
                    s.register(c, EVENT_READ)
                    continue
                data = c.recv(1000)
                if not data:
                    s.unregister(c); c.close(); del rests[c]
                    if not rests:
                        return
                    continue
                *lines, rests[c] = (rests[c] + data).split(b"\n")
                for line in lines:
                    c.sendall(answer(line + b"\n"))
