# says: bytes missing
def copy(source, target):
    while piece := source.read(50_000):
        target.write(piece)
