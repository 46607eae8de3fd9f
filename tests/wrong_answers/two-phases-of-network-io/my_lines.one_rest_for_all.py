# says: two readers share a rest
class Lines:
    rest = bytearray()

    def feed(self, piece):
        self.rest += piece
        *lines, rest = self.rest.split(b"\n")
        self.rest[:] = rest
        return [line.decode() for line in lines]
