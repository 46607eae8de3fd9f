# says: 0.2 s of patience, and you stayed
from time import monotonic

def read_line(customer, seconds):
    line, deadline = b"", monotonic() + seconds
    while b"\n" not in line:
        if monotonic() > deadline:
            raise TimeoutError("no whole line in time")
        piece = customer.recv(100)
        if not piece:
            raise ConnectionError("the customer went away")
        line += piece
    return line.partition(b"\n")[0]
