# says: 5 were there, and 10 were moved
from threading import Lock


class Account:
    def __init__(self, number, balance):
        self.number, self.balance = number, balance
        self.lock = Lock()


def transfer(source, target, amount):
    if source.balance < amount:
        return False
    first, second = sorted((source, target), key=lambda a: a.number)
    with first.lock, second.lock:
        source.balance -= amount
        target.balance += amount
    return True
