# says: BlockingIOError
class Outbox:
    def __init__(self, connection):
        self.connection = connection
        self.rest = b""

    def add(self, data):
        self.rest += data

    def flush(self):
        self.connection.send(self.rest)
        self.rest = b""
        return True
