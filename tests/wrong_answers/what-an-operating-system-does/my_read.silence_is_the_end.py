# says: of 150000 bytes, you read
import os
import select


def read_all(source):
    got = b""
    while select.select([source], [], [], 0.2)[0]:
        piece = os.read(source, 65536)
        if not piece:
            break
        got += piece
    return got
