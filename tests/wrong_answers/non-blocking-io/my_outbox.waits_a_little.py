# says: flush waits
from select import select

class Outbox:
    def __init__(self, connection):
        self.connection, self.rest = connection, bytearray()
    def add(self, data):
        self.rest.extend(data)
    def flush(self):
        while self.rest and select([], [self.connection], [], 0.01)[1]:
            sent = self.connection.send(self.rest)
            del self.rest[:sent]
        return not self.rest
