# says: a daemon in
import threading


def keeps_alive():
    return sorted(t.name for t in threading.enumerate() if t.daemon)
