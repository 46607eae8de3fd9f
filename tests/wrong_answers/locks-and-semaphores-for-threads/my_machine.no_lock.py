# says: two customers have the numbers [1, 1]
class NumberMachine:
    def __init__(self):
        self.last = 0

    def draw(self):
        self.last += 1
        return self.last
