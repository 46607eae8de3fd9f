# says: the auditor counts 90 coins
from threading import Lock

class Bank:
    def __init__(self, accounts):
        self.accounts, self.lock = dict(accounts), Lock()

    def transfer(self, source, target, amount):
        with self.lock:
            self.accounts[target]
            if self.accounts[source] < amount:
                return False
            self.accounts[source] -= amount
            self.accounts[target] += amount
            return True

    def total(self):
        return sum(self.accounts.values())
