# says: list index out of range
class Scale:
    def weigh(self, things):
        grams = things[0]
        for thing in things[1:]:
            grams = grams + thing
        return grams
