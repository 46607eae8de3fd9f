# says: still running
import os


def read_all(source):
    read = b""
    while True:
        try:
            read += os.read(source, 65536)
        except OSError:
            return read
