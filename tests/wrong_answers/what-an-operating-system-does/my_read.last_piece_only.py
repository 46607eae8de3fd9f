# says: two lines were typed, you read b'rice\n'
import os


def read_all(source):
    last = b""
    while piece := os.read(source, 65536):
        last = piece
    return last
