# says: load has failed, and start did not tell
from threading import Event, Thread
def start(load, serve):
    ready = Event()
    def work():
        try:
            load()
        except Exception:
            ready.set()
            return
        ready.set()
        serve()
    t = Thread(target=work)
    t.start()
    ready.wait()
    if not t.is_alive():
        raise RuntimeError
