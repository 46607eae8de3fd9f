# says: 8 lines in time, you answered
from time import monotonic


def serve_client(connection, answer, seconds):
    count, seen, end = 0, b"", monotonic() + seconds
    try:
        while True:
            connection.settimeout(max(0.001, end - monotonic()))
            data = connection.recv(1000)
            if not data:
                return count
            lines, newline, seen = (seen + data).rpartition(b"\n")
            connection.sendall(answer(lines + newline))
            count += (lines + newline).count(b"\n")
    except TimeoutError:
        return count
