# says: the hook is not what it was before
import threading


def exit_code(threads):
    failed = []
    threading.excepthook = failed.append
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return 1 if failed else 0
