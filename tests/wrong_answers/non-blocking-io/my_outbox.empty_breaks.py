# says: IndexError
from collections import deque

class Outbox:
    def __init__(self, connection):
        self.connection, self.chunks = connection, deque()
    def add(self, data):
        self.chunks.append(data)
    def flush(self):
        try:
            while True:
                chunk = self.chunks.popleft()
                n = self.connection.send(chunk)
                if n < len(chunk):
                    self.chunks.appendleft(chunk[n:])
                elif not self.chunks:
                    return True
        except BlockingIOError:
            self.chunks.appendleft(chunk)
            return False
