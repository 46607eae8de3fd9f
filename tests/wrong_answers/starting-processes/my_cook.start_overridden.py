# says: soup is on the menu: its exit code is 0
from multiprocessing import Process


class Cook(Process):
    def __init__(self, dish, menu):
        super().__init__(name=dish)
        self.menu = menu

    def run(self):
        raise SystemExit(self.name in self.menu)
