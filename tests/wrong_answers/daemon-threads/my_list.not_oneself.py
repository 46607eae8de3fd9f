# says: Cyd asks, and hears
import threading


def keeps_alive():
    me = threading.current_thread()
    return sorted(
        t.name for t in threading.enumerate() if t is not me and not t.daemon
    )
