# says: there was room for two, and one was alone
from socketserver import TCPServer

class Limited(TCPServer):
    places = 2
