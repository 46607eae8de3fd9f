# says: were inside, and not 3 at most
from socketserver import ThreadingTCPServer
from threading import Semaphore

class Limited(ThreadingTCPServer):
    places = 2

    def finish_request(self, request, client_address):
        with Semaphore(self.places):
            super().finish_request(request, client_address)
