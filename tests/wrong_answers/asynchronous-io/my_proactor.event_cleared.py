# says: two_at_once: deadlock
from threading import Event, Thread

class Proactor:
    def __init__(self):
        self.complete, self.some = [], Event()
    def submit(self, tag, work):
        def run():
            try:
                result = work()
            except Exception as error:
                result = error
            self.complete.append((tag, result))
            self.some.set()
        Thread(target=run).start()
    def wait(self):
        self.some.wait()
        self.some.clear()
        return self.complete.pop(0)
