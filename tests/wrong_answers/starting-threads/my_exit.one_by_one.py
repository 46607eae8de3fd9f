# says: 2 work at the same time
import threading
def exit_code(threads):
    before, failed = threading.excepthook, []
    threading.excepthook = failed.append
    for t in threads:
        t.start()
        t.join()
    threading.excepthook = before
    return int(any(a.exc_type is not SystemExit for a in failed))
