# says: not [b'a\rb'
def lines(read):
    rest = b""
    while piece := read(4096):
        *whole, rest = (rest + piece).split(b"\n")
        for line in whole:
            yield line.strip()
    if rest:
        yield rest
