# says: b'Ada ' comes in pieces
def read_line(customer, seconds):
    customer.settimeout(seconds)
    return customer.recv(100).removesuffix(b"\n")
