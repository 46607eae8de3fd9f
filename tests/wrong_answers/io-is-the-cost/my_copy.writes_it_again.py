# says: the bytes are there, and not in their places
def copy(source, target):
    while piece := source.read(100_000):
        if target.write(piece) < len(piece):
            target.write(piece)
