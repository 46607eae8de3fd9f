# says: somebody waits for a lock for ever
from threading import Lock

class Bank:
    def __init__(self, accounts):
        self.accounts = dict(accounts)
        self.locks = {name: Lock() for name in accounts}

    def transfer(self, source, target, amount):
        with self.locks[source], self.locks[target]:
            if self.accounts[source] < amount:
                return False
            self.accounts[source] -= amount
            self.accounts[target] += amount
            return True

    def total(self):
        total = 0
        for name, lock in self.locks.items():
            with lock:
                total += self.accounts[name]
        return total
