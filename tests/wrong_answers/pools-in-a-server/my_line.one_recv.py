# says: Ben comes in three pieces
def read_line(customer, seconds):
    customer.settimeout(seconds)
    return customer.recv(100).removesuffix(b"\n")
