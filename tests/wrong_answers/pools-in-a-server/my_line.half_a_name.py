# says: Cyd went away
from time import monotonic


def read_line(customer, seconds):
    line, deadline = b"", monotonic() + seconds
    while b"\n" not in line:
        left = deadline - monotonic()
        if left <= 0:
            raise TimeoutError
        customer.settimeout(left)
        piece = customer.recv(100)
        if not piece:
            return line
        line += piece
    return line.partition(b"\n")[0]
