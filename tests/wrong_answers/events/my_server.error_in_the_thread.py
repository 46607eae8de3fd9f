# says: an error ended the thread
from threading import Event, Thread


def start(load, serve):
    ready = Event()

    def run():
        load()
        ready.set()
        serve()

    Thread(target=run).start()
    ready.wait()
