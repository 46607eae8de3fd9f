# says: a deadlock
from threading import Lock


class Account:
    def __init__(self, number, balance):
        self.number, self.balance = number, balance
        self.lock = Lock()


def transfer(source, target, amount):
    if source is target:
        return source.balance >= amount
    first, second = sorted((source, target), key=lambda a: a.number)
    first.lock.acquire()
    second.lock.acquire()
    if source.balance < amount:
        return False
    source.balance -= amount
    target.balance += amount
    second.lock.release()
    first.lock.release()
    return True
