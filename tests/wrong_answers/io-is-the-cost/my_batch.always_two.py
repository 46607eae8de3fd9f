# says: 4 orders by 3: [[0, 1], [2, 3]]
class Batch:
    def __init__(self, write, size):
        self.write = write
        self.held = None
        self.orders = []

    def add(self, order):
        self.orders.append(order)
        if len(self.orders) == 2:
            self.close()

    def close(self):
        if self.orders:
            self.write(self.orders)
        self.orders = []
