# says: half a line got an answer
from select import select


def serve(listener, clients, answer):
    connections, served = [], 0
    while served < clients:
        readable, _, _ = select([listener, *connections], [], [])
        for ready in readable:
            if ready is listener:
                connections.append(listener.accept()[0])
                continue
            data = ready.recv(1000)
            ready.sendall(answer(data))
            if not data:
                ready.close()
                connections.remove(ready)
                served += 1
