# says: 60 of 60 can be moved
from threading import Lock
class Bank:
    def __init__(self, accounts):
        self.accounts, self.lock = dict(accounts), Lock()
    def transfer(self, source, target, amount):
        with self.lock:
            self.accounts[target]
            if self.accounts[source] > amount:
                self.accounts[source] -= amount
                self.accounts[target] += amount
                return True
            return False
    def total(self):
        with self.lock:
            return sum(self.accounts.values())
