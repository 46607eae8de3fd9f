# says: pieces of 4096, not {1}
def lines(read):
    rest = b""
    while piece := read(1):
        *whole, rest = (rest + piece).split(b"\n")
        yield from whole
    if rest:
        yield rest
