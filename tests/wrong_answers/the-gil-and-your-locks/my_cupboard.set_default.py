# says: need not be made again
class Cupboard:
    def __init__(self, make):
        self.make, self.kept = make, {}

    def get(self, key):
        return self.kept.setdefault(key, self.make(key))
