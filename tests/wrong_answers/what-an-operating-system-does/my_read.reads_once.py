# says: two lines were typed, you read b'soup\n'
import os


def read_all(source):
    return os.read(source, 1_000_000)
