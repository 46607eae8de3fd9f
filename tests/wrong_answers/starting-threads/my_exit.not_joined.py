# says: 2 work at the same time, and 0 are done
import threading


def exit_code(threads):
    failed, before = [], threading.excepthook
    threading.excepthook = failed.append
    for thread in threads:
        thread.start()
    threading.excepthook = before
    return 1 if failed else 0
