# says: the bytes are there, and not in their places
def copy(source, target):
    while piece := source.read(100_000):
        taken = 0
        while taken < len(piece):
            taken += target.write(piece)
