# says: you count 1
from time import monotonic

def serve_client(connection, answer, seconds):
    count, rest, end = 0, b"", monotonic() + seconds
    while True:
        try:
            while b"\n" not in rest:
                connection.settimeout(max(0.001, end - monotonic()))
                data = connection.recv(1000)
                if not data:
                    return count
                rest += data
        except TimeoutError:
            connection.close()
            return count + 1
        line, _, rest = rest.partition(b"\n")
        connection.sendall(answer(line + b"\n"))
        count += 1
        end = monotonic() + seconds
