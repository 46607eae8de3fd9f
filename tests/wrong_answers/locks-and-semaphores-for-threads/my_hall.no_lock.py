# says: of two families, 2 have seats A1
class Hall:
    def __init__(self, seats):
        self.free = set(seats)

    def reserve(self, seats):
        if all(seat in self.free for seat in seats):
            self.free -= set(seats)
            return True
        return False
