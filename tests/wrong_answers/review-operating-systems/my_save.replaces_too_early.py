# says: for a moment, it held ''
import os


def save(path, pieces):
    beside = f"{path}.new"
    try:
        with open(beside, "w") as f:
            for p in pieces:
                f.write(p)
            os.replace(beside, path)
    except BaseException:
        os.remove(beside)
        raise
