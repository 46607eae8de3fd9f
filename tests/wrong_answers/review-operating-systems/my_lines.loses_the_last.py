# says: [b'soup', b'tea'], not [b'soup']
def lines(read):
    rest = b""
    while piece := read(4096):
        *whole, rest = (rest + piece).split(b"\n")
        yield from whole
