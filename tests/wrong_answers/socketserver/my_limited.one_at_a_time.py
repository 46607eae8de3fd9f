# says: there was room for three, and one was alone
from socketserver import TCPServer

class Limited(TCPServer):
    places = 2
