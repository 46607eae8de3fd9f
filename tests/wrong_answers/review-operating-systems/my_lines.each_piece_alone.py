# says: not [b'so', b'up'
def lines(read):
    while piece := read(4096):
        yield from piece.splitlines()
