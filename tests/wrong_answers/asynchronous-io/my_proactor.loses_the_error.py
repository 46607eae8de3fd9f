# says: this order goes wrong
from queue import Queue
from threading import Thread


class Proactor:
    def __init__(self):
        self.complete = Queue()

    def submit(self, tag, work):
        def run():
            self.complete.put((tag, work()))

        Thread(target=run).start()

    def wait(self):
        return self.complete.get()
