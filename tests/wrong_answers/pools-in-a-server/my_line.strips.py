# says: b'Ada '
from time import monotonic

def read_line(customer, seconds):
    line, deadline = b"", monotonic() + seconds
    while b"\n" not in line:
        left = deadline - monotonic()
        if left <= 0:
            raise TimeoutError("no whole line in time")
        customer.settimeout(left)
        piece = customer.recv(100)
        if not piece:
            raise ConnectionError("the customer went away")
        line += piece
    return line.strip()
