# says: sys.exit is no failure, and you say 1
import threading

failed = []


def notice(failure):
    if failure.exc_type is not SystemExit:
        failed.append(failure)


def exit_code(threads):
    before, threading.excepthook = threading.excepthook, notice
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    threading.excepthook = before
    return 1 if failed else 0
