# says: ValueError
from queue import Queue
from threading import Thread

class Proactor:
    def __init__(self):
        self.complete = Queue()
    def submit(self, tag, work):
        def run():
            try:
                result = work()
            except OSError as error:
                result = error
            self.complete.put((tag, result))
        Thread(target=run).start()
    def wait(self):
        return self.complete.get()
