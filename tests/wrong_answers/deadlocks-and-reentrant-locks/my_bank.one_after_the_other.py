# says: an auditor locks both, and finds
from threading import Lock


class Account:
    def __init__(self, number, balance):
        self.number, self.balance = number, balance
        self.lock = Lock()


def transfer(source, target, amount):
    with source.lock:
        if source.balance < amount:
            return False
        source.balance -= amount
    with target.lock:
        target.balance += amount
    return True
