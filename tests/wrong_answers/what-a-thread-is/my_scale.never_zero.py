# says: the second time, 5 and 1 are not 12
class Scale:
    grams = 0

    def weigh(self, things):
        for thing in things:
            self.grams = self.grams + thing
        return self.grams
