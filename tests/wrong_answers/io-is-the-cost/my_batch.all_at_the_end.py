# says: before close, 2 lists are full, you wrote 0
class Batch:
    def __init__(self, write, size):
        self.write = write
        self.size = size
        self.orders = []

    def add(self, order):
        self.orders.append(order)

    def close(self):
        while self.orders:
            self.write(self.orders[: self.size])
            self.orders = self.orders[self.size :]
