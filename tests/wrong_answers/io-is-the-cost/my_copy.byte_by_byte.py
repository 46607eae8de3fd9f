# says: more than 200 reads: larger pieces
def copy(source, target):
    while piece := source.read(1):
        target.write(piece)
