# says: one is stopped, and both go home
from threading import Event, Thread
end = Event()
def watch(look, pause):
    end.clear()
    def work():
        while not end.is_set():
            look()
            end.wait(pause)
    t = Thread(target=work)
    t.start()
    def stop():
        end.set()
        t.join()
    return stop
