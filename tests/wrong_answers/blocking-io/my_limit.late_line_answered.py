# says: you answered a line that took 1.8 s
from time import monotonic

def serve_client(connection, answer, seconds):
    connection.settimeout(seconds)
    count, rest, begin = 0, b"", monotonic()
    try:
        while True:
            while b"\n" not in rest:
                if monotonic() - begin > seconds:
                    return count
                data = connection.recv(1000)
                if not data:
                    return count
                rest += data
            line, _, rest = rest.partition(b"\n")
            connection.sendall(answer(line + b"\n"))
            count += 1
            begin = monotonic()
    except TimeoutError:
        return count
