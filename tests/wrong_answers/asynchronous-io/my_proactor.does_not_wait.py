# says: this order goes wrong
from threading import Thread


class Proactor:
    def __init__(self):
        self.complete = []

    def submit(self, tag, work):
        def run():
            try:
                result = work()
            except Exception as error:
                result = error
            self.complete.append((tag, result))

        Thread(target=run).start()

    def wait(self):
        return self.complete.pop(0)
