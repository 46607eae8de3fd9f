# says: raise a RuntimeError, not load's
from threading import Event, Thread
def start(load, serve):
    ready, errors = Event(), []
    def work():
        try:
            load()
        except Exception as error:
            errors.append(error)
            return
        finally:
            ready.set()
        serve()
    Thread(target=work).start()
    ready.wait()
    if errors:
        raise errors[0]
