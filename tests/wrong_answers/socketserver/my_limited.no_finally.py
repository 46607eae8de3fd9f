# says: who gives a place back?
from socketserver import ThreadingTCPServer
from threading import Semaphore

class Limited(ThreadingTCPServer):
    places = 2
    def __init__(self, *args):
        self.free = Semaphore(self.places)
        super().__init__(*args)
    def finish_request(self, request, client_address):
        self.free.acquire()
        super().finish_request(request, client_address)
        self.free.release()
