# says: not [b' a\r', b'b
def lines(read):
    rest = b""
    while piece := read(4096):
        rest += piece
        *whole, rest = rest.splitlines(keepends=True) or [b""]
        if rest.endswith(b"\n"):
            whole.append(rest)
            rest = b""
        for line in whole:
            yield line.rstrip(b"\n")
    if rest:
        yield rest
