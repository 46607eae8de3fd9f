# says: for a moment, it held 'nothing'
import os


def save(path, pieces):
    beside = f"{path}.new"
    try:
        with open(beside, "w") as f:
            f.writelines(pieces)
    except BaseException:
        os.remove(beside)
        raise
    os.remove(path)
    os.rename(beside, path)
