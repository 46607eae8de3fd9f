# says: the main thread, called chef, in
import threading


def keeps_alive():
    return sorted(t.name for t in threading.enumerate() if not t.daemon)
