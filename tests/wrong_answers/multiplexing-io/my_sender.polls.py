# says: slow pauses, and you work
def send_to_all(connections, data):
    complete, rest = 0, {one: memoryview(data) for one in connections}
    for connection in connections:
        connection.setblocking(False)
    while rest:
        for connection in list(rest):
            try:
                sent = connection.send(rest[connection])
            except BlockingIOError:
                continue
            except OSError:
                del rest[connection]
                continue
            rest[connection] = rest[connection][sent:]
            if not rest[connection]:
                del rest[connection]
                complete += 1
    return complete
