# says: two want 60 of 100
from threading import Lock

class Bank:
    def __init__(self, accounts):
        self.accounts, self.lock = dict(accounts), Lock()

    def transfer(self, source, target, amount):
        self.accounts[target]
        if self.accounts[source] < amount:
            return False
        with self.lock:
            self.accounts[source] -= amount
            self.accounts[target] += amount
        return True

    def total(self):
        with self.lock:
            return sum(self.accounts.values())
