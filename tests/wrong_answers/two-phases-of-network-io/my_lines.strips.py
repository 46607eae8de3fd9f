# says: you found
class Lines:
    def __init__(self):
        self.rest = b""
    def feed(self, piece):
        *lines, self.rest = (self.rest + piece).split(b"\n")
        return [line.decode().strip() for line in lines]
