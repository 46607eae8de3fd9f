# says: you count None
from time import monotonic

def serve_client(connection, answer, seconds):
    count, rest, end = 0, b"", monotonic() + seconds
    try:
        while True:
            while b"\n" not in rest:
                connection.settimeout(max(0.001, end - monotonic()))
                data = connection.recv(1000)
                if not data:
                    return count
                rest += data
            line, _, rest = rest.partition(b"\n")
            connection.sendall(answer(line + b"\n"))
            count += 1
            end = monotonic() + seconds
    except TimeoutError:
        connection.close()
