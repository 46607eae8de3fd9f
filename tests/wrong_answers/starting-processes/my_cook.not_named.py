# says: not named yet
import sys
from multiprocessing import Process


class Cook(Process):
    def __init__(self, dish, menu):
        super().__init__()
        self.dish, self.menu = dish, menu

    def run(self):
        if self.dish not in self.menu:
            sys.exit(3)
