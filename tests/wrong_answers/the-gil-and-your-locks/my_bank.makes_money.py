# says: total is 160, not 100
from threading import Lock
class Bank:
    def __init__(self, accounts):
        self.accounts, self.lock = dict(accounts), Lock()
    def transfer(self, source, target, amount):
        with self.lock:
            have, other = self.accounts[source], self.accounts[target]
            if have < amount:
                return False
            self.accounts[source] = have - amount
            self.accounts[target] = other + amount
            return True
    def total(self):
        with self.lock:
            return sum(self.accounts.values())
