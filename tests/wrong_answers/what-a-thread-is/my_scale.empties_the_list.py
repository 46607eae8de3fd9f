# says: the second time
class Scale:
    def weigh(self, things):
        grams = 0
        while things:
            grams += things.pop()
        return grams
