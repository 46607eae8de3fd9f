# says: b'Ada ' comes in pieces
def read_line(customer, seconds):
    customer.settimeout(seconds)
    with customer.makefile("rb") as lines:
        return lines.readline()
