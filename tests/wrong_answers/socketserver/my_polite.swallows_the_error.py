# says: the error is lost on the way
from socketserver import StreamRequestHandler

class Polite(StreamRequestHandler):
    def handle(self):
        self.wfile.write(b"welcome\n")
        try:
            for line in self.rfile:
                self.wfile.write(self.server.answer(line))
        except Exception:
            pass
        self.wfile.write(b"bye\n")
