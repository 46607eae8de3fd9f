# says: TCPServer: serve_forever does not end
from socketserver import StreamRequestHandler

class Stoppable(StreamRequestHandler):
    def handle(self):
        for line in self.rfile:
            self.wfile.write(line.upper())
            if line == b"stop\n":
                self.server.shutdown()
