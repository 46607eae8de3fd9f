# says: good and stop, the answers
from socketserver import StreamRequestHandler
from threading import Thread

class Stoppable(StreamRequestHandler):
    def handle(self):
        for line in self.rfile:
            if line == b"stop\n":
                Thread(target=self.server.shutdown).start()
                return
            self.wfile.write(line.upper())
