# says: your handler raises AttributeError
from socketserver import StreamRequestHandler

class Polite(StreamRequestHandler):
    def setup(self):
        self.request.sendall(b"welcome\n")

    def handle(self):
        for line in self.rfile:
            self.wfile.write(self.server.answer(line))
        self.wfile.write(b"bye\n")
