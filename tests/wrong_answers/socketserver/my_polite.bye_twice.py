# says: after an error she gets
from socketserver import StreamRequestHandler

class Polite(StreamRequestHandler):
    def handle(self):
        self.wfile.write(b"welcome\n")
        try:
            for line in self.rfile:
                self.wfile.write(self.server.answer(line))
        except Exception:
            self.wfile.write(b"bye\n")
            raise
        finally:
            self.wfile.write(b"bye\n")
