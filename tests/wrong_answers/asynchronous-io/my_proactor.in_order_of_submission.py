# says: this order goes wrong
from concurrent.futures import ThreadPoolExecutor


class Proactor:
    def __init__(self):
        self.requests = []
        self.pool = ThreadPoolExecutor(4)

    def submit(self, tag, work):
        self.requests.append((tag, self.pool.submit(work)))

    def wait(self):
        tag, request = self.requests.pop(0)
        return tag, request.exception() or request.result()
