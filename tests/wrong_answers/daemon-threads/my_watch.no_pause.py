# says: it looks again without a pause
from threading import Event, Thread
def watch(look, pause):
    end = Event()
    def work():
        while not end.is_set():
            look()
    t = Thread(target=work)
    t.start()
    def stop():
        end.set()
        t.join()
    return stop
