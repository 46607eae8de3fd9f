# says: you answered 2 lines, and counted
from time import monotonic


def serve_client(connection, answer, seconds):
    count, seen, end = 0, b"", monotonic() + seconds
    try:
        while True:
            connection.settimeout(max(0.001, end - monotonic()))
            data = connection.recv(1)
            if not data:
                return count
            seen += data
            count += 1
            if data == b"\n":
                connection.sendall(answer(seen))
                seen, end = b"", monotonic() + seconds
    except TimeoutError:
        return count
