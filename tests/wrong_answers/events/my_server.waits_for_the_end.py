# says: somebody waits for ever
from threading import Thread


def start(load, serve):
    errors = []

    def run():
        try:
            load()
            serve()
        except Exception as error:
            errors.append(error)

    server = Thread(target=run)
    server.start()
    server.join()
    if errors:
        raise RuntimeError("not ready")
