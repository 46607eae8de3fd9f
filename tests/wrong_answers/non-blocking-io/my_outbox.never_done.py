# says: everything is out
class Outbox:
    def __init__(self, connection):
        self.connection = connection
        self.rest = b""

    def add(self, data):
        self.rest += data

    def flush(self):
        if self.rest:
            try:
                taken = self.connection.send(self.rest)
                self.rest = self.rest[taken:]
            except BlockingIOError:
                pass
        return False
