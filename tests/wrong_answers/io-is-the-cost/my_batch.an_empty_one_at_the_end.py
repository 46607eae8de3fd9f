# says: 4 orders by 2: [[0, 1], [2, 3], []]
class Batch:
    def __init__(self, write, size):
        self.write = write
        self.size = size
        self.orders = []

    def add(self, order):
        self.orders.append(order)
        if len(self.orders) == self.size:
            self.close()

    def close(self):
        self.write(self.orders)
        self.orders = []
