# says: you close connections
from select import select

def send_to_all(connections, data):
    left = {c: memoryview(data) for c in connections}
    done = 0
    for c in left: c.setblocking(False)
    while left:
        for c in select([], list(left), [])[1]:
            try:
                left[c] = left[c][c.send(left[c]):]
            except ConnectionError:
                del left[c]
                c.close()
                continue
            if not left[c]:
                done += 1
                del left[c]
                c.close()
    return done
