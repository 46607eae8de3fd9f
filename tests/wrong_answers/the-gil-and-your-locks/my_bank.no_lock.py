# says: two want 60 of 100
class Bank:
    def __init__(self, accounts):
        self.accounts = dict(accounts)

    def transfer(self, source, target, amount):
        have, _ = self.accounts[source], self.accounts[target]
        if have < amount:
            return False
        self.accounts[source] -= amount
        self.accounts[target] += amount
        return True

    def total(self):
        return sum(self.accounts.values())
