# says: you left a file behind
import os


def save(path, pieces):
    beside = f"{path}.new"
    with open(beside, "w") as file:
        file.writelines(pieces)
    os.replace(beside, path)
