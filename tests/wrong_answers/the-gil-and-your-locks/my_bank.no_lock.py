# says: two want 60 of 100
class Bank:
    def __init__(self, accounts):
        self.accounts = dict(accounts)

    def transfer(self, source, target, amount):
        left = self.accounts[source] - amount
        grown = self.accounts[target] + amount
        if left < 0:
            return False
        self.accounts[source] = left
        self.accounts[target] = grown
        return True

    def total(self):
        return sum(self.accounts.values())
