# says: in pieces of 1 bytes
def lines_of(unfinished, data):
    *lines, rest = data.split(b"\n")
    return [line + b"\n" for line in lines], rest
