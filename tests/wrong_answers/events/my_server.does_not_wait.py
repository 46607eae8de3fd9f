# says: start came back and load was not called
from threading import Thread


def start(load, serve):
    errors = []

    def run():
        try:
            load()
        except Exception as error:
            errors.append(error)
        else:
            serve()

    Thread(target=run).start()
    if errors:
        raise RuntimeError("not ready")
