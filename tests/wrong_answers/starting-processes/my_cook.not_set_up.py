# says: call super().__init__() before all else
import sys
from multiprocessing import Process


class Cook(Process):
    def __init__(self, dish, menu):
        self.dish, self.menu = dish, menu

    def run(self):
        sys.exit(0 if self.dish in self.menu else 3)
