# says: an order is lost
class Tally:
    def __init__(self):
        self.counts = {}

    def add(self, dish):
        self.counts[dish] = self.counts.get(dish, 0) + 1

    def take(self):
        taken, self.counts = self.counts, {}
        return taken
