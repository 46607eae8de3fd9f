# says: TCPServer: serve_forever does not end
from socketserver import StreamRequestHandler
from threading import Thread

class Stoppable(StreamRequestHandler):
    def handle(self):
        for line in self.rfile:
            self.wfile.write(line.upper())
            if line == b"stop\n":
                helper = Thread(target=self.server.shutdown)
                helper.start()
                helper.join()
