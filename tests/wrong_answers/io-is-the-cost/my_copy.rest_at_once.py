# says: a piece of more than 1 MB
def copy(source, target):
    for n in range(3):
        piece = source.read(1_000_000) if n < 2 else source.read()
        while piece:
            piece = piece[target.write(piece) :]
