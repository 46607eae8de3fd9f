# says: you waited for her
from time import monotonic


def read_line(customer, seconds):
    line, deadline = b"", monotonic() + seconds
    while not line.endswith(b"\n"):
        left = deadline - monotonic()
        if left <= 0:
            raise TimeoutError
        customer.settimeout(left)
        line += customer.recv(100)
    return line[:-1]
