# says: the welcome must come before a line is read
from socketserver import StreamRequestHandler

class Polite(StreamRequestHandler):
    def handle(self):
        lines = self.rfile.readlines()
        self.wfile.write(b"welcome\n")
        try:
            for line in lines:
                self.wfile.write(self.server.answer(line))
        finally:
            self.wfile.write(b"bye\n")
