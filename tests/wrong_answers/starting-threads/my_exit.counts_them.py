# says: an exception ended both, and you say 2
import threading
def exit_code(threads):
    before, failed = threading.excepthook, []
    threading.excepthook = failed.append
    for t in threads: t.start()
    for t in threads: t.join()
    threading.excepthook = before
    return len([a for a in failed if a.exc_type is not SystemExit])
