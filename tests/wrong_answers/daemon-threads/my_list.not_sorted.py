# says: Ada and Ben, not ['Ben', 'Ada']
import threading


def keeps_alive():
    main = threading.main_thread()
    return [
        t.name
        for t in threading.enumerate()
        if t is not main and not t.daemon
    ]
