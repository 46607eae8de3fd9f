# says: two lines were typed, you read b'soup\n'
import os


def read_all(source):
    pieces = []
    while True:
        piece = os.read(source, 100)
        pieces.append(piece)
        if len(piece) < 100:
            return b"".join(pieces)
