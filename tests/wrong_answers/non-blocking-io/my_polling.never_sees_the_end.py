# says: serve goes on
from time import sleep


def attempt(call, *args):
    try:
        return call(*args)
    except BlockingIOError:
        return None


def serve(listener, clients, answer):
    listener.setblocking(False)
    unfinished, served = {}, 0
    while served < clients:
        sleep(0.01)
        if came := attempt(listener.accept):
            came[0].setblocking(False)
            unfinished[came[0]] = b""
        for connection, seen in list(unfinished.items()):
            data = attempt(connection.recv, 1000)
            if data:
                lines, end, rest = (seen + data).rpartition(b"\n")
                connection.send(answer(lines + end))
                unfinished[connection] = rest
