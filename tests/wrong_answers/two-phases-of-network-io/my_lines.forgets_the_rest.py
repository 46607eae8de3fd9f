# says: you found
class Lines:
    def feed(self, piece):
        return [line.decode() for line in piece.split(b"\n")[:-1]]
