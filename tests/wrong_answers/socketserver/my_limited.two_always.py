# says: there was room for three
from socketserver import ThreadingTCPServer
from threading import Semaphore

class Limited(ThreadingTCPServer):
    places = 2
    free = Semaphore(2)
    def finish_request(self, request, client_address):
        with self.free:
            super().finish_request(request, client_address)
