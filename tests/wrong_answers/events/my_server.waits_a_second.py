# says: start says that load failed, and it did not
from threading import Event, Thread
def start(load, serve):
    ready = Event()
    def work():
        try:
            load()
        except Exception:
            return
        ready.set()
        serve()
    Thread(target=work).start()
    if not ready.wait(timeout=1):
        raise RuntimeError("load failed")
