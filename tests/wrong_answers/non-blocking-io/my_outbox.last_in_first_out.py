# says: not in their order
class Outbox:
    def __init__(self, connection):
        self.connection = connection
        self.pieces = []

    def add(self, data):
        self.pieces.append(data)

    def flush(self):
        while self.pieces:
            try:
                taken = self.connection.send(self.pieces[-1])
            except BlockingIOError:
                return False
            self.pieces[-1] = self.pieces[-1][taken:]
            if not self.pieces[-1]:
                self.pieces.pop()
        return True
