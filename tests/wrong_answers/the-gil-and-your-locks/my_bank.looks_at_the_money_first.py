# says: an unknown account is a KeyError
from threading import Lock
class Bank:
    def __init__(self, accounts):
        self.accounts, self.lock = dict(accounts), Lock()
    def transfer(self, source, target, amount):
        with self.lock:
            if self.accounts[source] < amount:
                return False
            self.accounts[target] += amount
            self.accounts[source] -= amount
            return True
    def total(self):
        with self.lock:
            return sum(self.accounts.values())
