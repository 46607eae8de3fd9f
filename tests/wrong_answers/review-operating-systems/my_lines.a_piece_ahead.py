# says: b'tea' was there, and you read on
def lines(read):
    piece, rest = read(4096), b""
    first = True
    while piece:
        *whole, rest = (rest + piece).split(b"\n")
        if not first:
            yield from whole
            piece = read(4096)
        else:
            yield from whole[:1]
            piece = read(4096)
            yield from whole[1:]
        first = False
    if rest:
        yield rest
