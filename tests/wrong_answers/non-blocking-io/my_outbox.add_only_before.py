# says: 18,000,000 bytes
class Outbox:
    def __init__(self, connection):
        self.connection = connection
        self.data, self.view = b"", None
    def add(self, data):
        self.data += data
    def flush(self):
        if self.view is None:
            self.view = memoryview(self.data)
        try:
            while self.view:
                self.view = self.view[self.connection.send(self.view):]
        except BlockingIOError:
            return False
        return True
