# says: an exception ended one, and you say 0
import threading
def exit_code(threads):
    before, last = threading.excepthook, [0]
    def hook(args):
        last[0] = 0 if args.exc_type is SystemExit else 1
    threading.excepthook = hook
    for t in threads: t.start()
    for t in threads: t.join()
    threading.excepthook = before
    return last[0]
