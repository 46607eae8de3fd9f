# says: before close, 2 lists are full, you wrote 5
class Batch:
    def __init__(self, write, size):
        self.write = write
        self.size = size

    def add(self, order):
        self.write([order])

    def close(self):
        pass
