# says: 18,000,000 bytes
class Outbox:
    def __init__(self, connection):
        self.connection = connection
        self.data = b""

    def add(self, data):
        self.data += data

    def flush(self):
        try:
            return self.connection.send(self.data) == len(self.data)
        except BlockingIOError:
            return False
