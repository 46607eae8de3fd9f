# says: flush does not come back
class Outbox:
    def __init__(self, connection):
        self.connection = connection
        self.rest = b""

    def add(self, data):
        self.rest += data

    def flush(self):
        while self.rest:
            try:
                taken = self.connection.send(self.rest)
                self.rest = self.rest[taken:]
            except BlockingIOError:
                pass
        return True
