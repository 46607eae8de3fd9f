# says: of 150000 bytes, you read
import os


def read_all(source):
    return os.read(source, 65536) + os.read(source, 65536)
