# says: not [b'soup', b'rice', b'', b'tea', b'']
def lines(read):
    rest = b""
    while piece := read(4096):
        *whole, rest = (rest + piece).split(b"\n")
        yield from whole
    yield rest
