# says: rice is not on the menu: its exit code is 3
from multiprocessing import Process


class Cook(Process):
    def __init__(self, dish, menu):
        super().__init__(name=dish)
        self.menu = menu

    def run(self):
        return 0 if self.name in self.menu else 3
