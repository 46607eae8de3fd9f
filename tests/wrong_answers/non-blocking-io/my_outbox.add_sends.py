# says: add sends something
class Outbox:
    def __init__(self, connection):
        self.connection = connection
        self.rest = b""
    def add(self, data):
        self.rest += data
        self.flush()
    def flush(self):
        try:
            self.rest = self.rest[self.connection.send(self.rest):]
        except BlockingIOError:
            pass
        return self.rest == b""
