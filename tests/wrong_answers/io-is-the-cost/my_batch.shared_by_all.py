# says: before close, 2 lists are full, you wrote 3
class Batch:
    orders = []

    def __init__(self, write, size):
        self.write = write
        self.size = size

    def add(self, order):
        self.orders.append(order)
        if len(self.orders) == self.size:
            self.close()

    def close(self):
        if self.orders:
            self.write(list(self.orders))
            self.orders.clear()
