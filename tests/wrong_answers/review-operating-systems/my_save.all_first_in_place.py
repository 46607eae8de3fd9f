# says: an open reader lost the old text: replace
def save(path, pieces):
    text = "".join(pieces)
    with open(path, "w") as file:
        file.write(text)
