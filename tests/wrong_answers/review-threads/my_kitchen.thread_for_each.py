# says: two dishes are cooked at the same time
from threading import Thread, Lock
class Kitchen:
    def __init__(self, cook):
        self.cook, self.team, self.done, self.lock, self.open = cook, [], {}, Lock(), True
    def order(self, dish):
        with self.lock:
            if not self.open: raise RuntimeError
            n = len(self.team)
            def work():
                self.done[n] = self.cook(dish)
            t = Thread(target=work)
            self.team.append(t)
            t.start()
    def close(self):
        with self.lock: self.open = False
        for t in self.team: t.join()
        return [self.done[n] for n in sorted(self.done)]
