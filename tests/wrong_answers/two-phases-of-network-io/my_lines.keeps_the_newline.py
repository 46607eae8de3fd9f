# says: you found
class Lines:
    def __init__(self):
        self.rest = b""

    def feed(self, piece):
        *lines, self.rest = (self.rest + piece).split(b"\n")
        return [line.decode() + "\n" for line in lines]
