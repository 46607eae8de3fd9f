# says: the main thread, called chef
import threading
def keeps_alive():
    return sorted(t.name for t in threading.enumerate() if t.name != "MainThread" and not t.daemon)
