# says: at the line non-stop
from socketserver import StreamRequestHandler
from threading import Thread

class Stoppable(StreamRequestHandler):
    def handle(self):
        for line in self.rfile:
            self.wfile.write(line.upper())
            if b"stop" in line:
                Thread(target=self.server.shutdown).start()
