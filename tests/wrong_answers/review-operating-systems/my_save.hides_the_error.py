# says: the cook has left: let the error out
import os


def save(path, pieces):
    beside = f"{path}.new"
    try:
        with open(beside, "w") as file:
            file.writelines(pieces)
        os.replace(beside, path)
    except ValueError:
        os.unlink(beside)
