# says: SystemExit
import sys
from socketserver import StreamRequestHandler

class Stoppable(StreamRequestHandler):
    def handle(self):
        for line in self.rfile:
            self.wfile.write(line.upper())
            if line == b"stop\n":
                sys.exit()
