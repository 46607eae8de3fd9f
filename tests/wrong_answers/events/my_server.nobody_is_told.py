# says: somebody waits for ever
from threading import Event, Thread


def start(load, serve):
    ready, errors = Event(), []

    def run():
        try:
            load()
        except Exception as error:
            errors.append(error)
            return
        ready.set()
        serve()

    Thread(target=run).start()
    ready.wait()
    if errors:
        raise RuntimeError("not ready")
