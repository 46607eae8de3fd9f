# says: bytes missing
def copy(source, target):
    while True:
        piece = source.read(100_000)
        view = memoryview(piece)
        while view:
            view = view[target.write(view) :]
        if len(piece) < 100_000:
            break
