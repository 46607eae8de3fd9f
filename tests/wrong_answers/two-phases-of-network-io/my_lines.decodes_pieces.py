# says: a character is cut in two here
class Lines:
    def __init__(self):
        self.rest = ""

    def feed(self, piece):
        *lines, self.rest = (self.rest + piece.decode()).split("\n")
        return lines
