# says: nothing may be lost
from threading import Lock


class Account:
    def __init__(self, number, balance):
        self.number, self.balance = number, balance
        self.lock = Lock()


def transfer(source, target, amount):
    if source.balance < amount:
        return False
    source.balance -= amount
    target.balance += amount
    return True
