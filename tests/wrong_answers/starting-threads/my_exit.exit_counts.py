# says: sys.exit is no failure, and you say 1
import threading


def exit_code(threads):
    failed, before = [], threading.excepthook
    threading.excepthook = failed.append
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    threading.excepthook = before
    return 1 if failed else 0
