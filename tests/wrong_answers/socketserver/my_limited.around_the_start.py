# says: were inside, and not 3 at most
from socketserver import ThreadingTCPServer
from threading import Semaphore

class Limited(ThreadingTCPServer):
    places = 2

    def __init__(self, *args):
        self.free = Semaphore(self.places)
        super().__init__(*args)

    def process_request(self, request, client_address):
        with self.free:
            super().process_request(request, client_address)
