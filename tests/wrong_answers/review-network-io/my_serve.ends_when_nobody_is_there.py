# says: one of 3 has left
from select import select

def serve(listener, clients, answer):
    rests = {listener: b""}
    while True:
        for c in select(list(rests), [], [])[0]:
            if c is listener:
                rests[c.accept()[0]] = b""
                continue
            data = c.recv(1000)
            if not data:
                del rests[c]; c.close()
                if len(rests) == 1: return
                continue
            *lines, rests[c] = (rests[c] + data).split(b"\n")
            for line in lines:
                c.sendall(answer(line + b"\n"))
