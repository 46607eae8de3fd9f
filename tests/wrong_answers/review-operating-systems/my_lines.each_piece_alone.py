# says: first line: b'so'
def lines(read):
    while piece := read(4096):
        yield from piece.splitlines()
