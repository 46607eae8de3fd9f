# says: you waited for her
from time import monotonic


def read_line(customer, seconds):
    line, deadline = b"", monotonic() + seconds
    while b"\n" not in line:
        left = deadline - monotonic()
        if left <= 0:
            raise TimeoutError
        customer.settimeout(left)
        line += customer.recv(100)
    return line.partition(b"\n")[0]
