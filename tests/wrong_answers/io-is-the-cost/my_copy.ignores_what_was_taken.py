# says: bytes missing
def copy(source, target):
    while piece := source.read(100_000):
        target.write(piece)
