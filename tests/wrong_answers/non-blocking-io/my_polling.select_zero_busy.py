# says: nothing happens, and you are busy
from select import select

def serve(listener, clients, answer):
    rests, left = {}, clients
    while left:
        for c in select([listener, *rests], [], [], 0)[0]:
            if c is listener:
                rests[listener.accept()[0]] = b""
                continue
            data = c.recv(4096)
            if data:
                *lines, rests[c] = (rests[c] + data).split(b"\n")
                for line in lines:
                    c.sendall(answer(line + b"\n"))
            else:
                c.close(); del rests[c]; left -= 1
