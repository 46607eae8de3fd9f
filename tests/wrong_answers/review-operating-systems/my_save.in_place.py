# says: while you wrote, it held
def save(path, pieces):
    with open(path, "w") as file:
        for piece in pieces:
            file.write(piece)
            file.flush()
