# says: somebody waits for a lock for ever
from threading import Lock

class Bank:
    def __init__(self, accounts):
        self.accounts, self.lock = dict(accounts), Lock()

    def transfer(self, source, target, amount):
        self.lock.acquire()
        left = self.accounts[source] - amount
        grown = self.accounts[target] + amount
        if left >= 0:
            self.accounts[source] = left
            self.accounts[target] = grown
        self.lock.release()
        return left >= 0

    def total(self):
        with self.lock:
            return sum(self.accounts.values())
