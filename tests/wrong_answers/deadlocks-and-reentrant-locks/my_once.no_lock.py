# says: 2 ovens were made
class Once:
    def __init__(self, make):
        self.make = make
        self.made = False

    def get(self):
        if not self.made:
            self.value = self.make()
            self.made = True
        return self.value
