# says: two cook at a time
from threading import Thread


class Kitchen:
    def __init__(self, cooks):
        self.cooks = []

    def submit(self, task):
        self.cooks.append(Thread(target=task))
        self.cooks[-1].start()

    def close(self):
        for cook in self.cooks:
            cook.join()
