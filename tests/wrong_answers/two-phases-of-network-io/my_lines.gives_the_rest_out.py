# says: is not complete
class Lines:
    def __init__(self):
        self.rest = b""

    def feed(self, piece):
        lines = (self.rest + piece).split(b"\n")
        self.rest = lines[-1]
        try:
            return [line.decode() for line in lines]
        except UnicodeDecodeError:
            return []
