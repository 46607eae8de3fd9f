# says: 3 of 4 have come and left, and serve is over
from time import sleep
from socket import MSG_DONTWAIT

def serve(listener, clients, answer):
    listener.setblocking(False)
    rests, come = {}, 0
    while not come or rests:
        sleep(0.01)
        try:
            rests[listener.accept()[0]] = b""
            come += 1
        except BlockingIOError:
            pass
        for c in list(rests):
            try:
                data = c.recv(4096, MSG_DONTWAIT)
            except BlockingIOError:
                continue
            if data:
                *lines, rests[c] = (rests[c] + data).split(b"\n")
                for line in lines:
                    c.sendall(answer(line + b"\n"))
            else:
                c.close(); del rests[c]
