# says: load needs a thread of its own
from threading import Thread


def start(load, serve):
    try:
        load()
    except Exception:
        raise RuntimeError("not ready") from None
    Thread(target=serve).start()
