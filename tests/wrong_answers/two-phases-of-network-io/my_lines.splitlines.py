# says: you found
class Lines:
    def __init__(self):
        self.rest = b""
    def feed(self, piece):
        lines = (self.rest + piece).splitlines(keepends=True)
        self.rest = b""
        if lines and not lines[-1].endswith(b"\n"):
            self.rest = lines.pop()
        return [line.decode().rstrip("\n") for line in lines]
