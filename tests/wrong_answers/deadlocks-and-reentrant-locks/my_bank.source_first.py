# says: a deadlock: see who waits for whom
from threading import Lock


class Account:
    def __init__(self, number, balance):
        self.number, self.balance = number, balance
        self.lock = Lock()


def transfer(source, target, amount):
    with source.lock, target.lock:
        if source.balance < amount:
            return False
        source.balance -= amount
        target.balance += amount
        return True
