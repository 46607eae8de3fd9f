# says: to oneself
from threading import Lock


class Account:
    def __init__(self, number, balance):
        self.number, self.balance = number, balance
        self.lock = Lock()


def transfer(source, target, amount):
    first, second = sorted((source, target), key=lambda a: a.number)
    with first.lock, second.lock:
        if source.balance < amount:
            return False
        source.balance -= amount
        target.balance += amount
        return True
