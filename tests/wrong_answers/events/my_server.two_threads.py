# says: one thread calls load, then serve
from threading import Thread
def start(load, serve):
    ok = []
    def first():
        try:
            load()
            ok.append(1)
        except Exception:
            pass
    t = Thread(target=first)
    t.start()
    t.join()
    if not ok:
        raise RuntimeError
    Thread(target=serve).start()
