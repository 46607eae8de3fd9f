# says: a daemon in
import threading


def keeps_alive():
    main = threading.main_thread()
    return sorted(t.name for t in threading.enumerate() if t is not main)
