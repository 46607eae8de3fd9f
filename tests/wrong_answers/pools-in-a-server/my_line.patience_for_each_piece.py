# says: 0.2 s of patience, and you stayed
def read_line(customer, seconds):
    customer.settimeout(seconds)
    line = b""
    while b"\n" not in line:
        piece = customer.recv(100)
        if not piece:
            raise ConnectionError
        line += piece
    return line.partition(b"\n")[0]
