# says: a deadlock
from threading import Lock
class Account:
    def __init__(self, number, balance):
        self.number, self.balance = number, balance
        self.lock = Lock()
def transfer(source, target, amount):
    if source is target:
        with source.lock:
            return source.balance >= amount
    low, high = sorted((source, target), key=id)
    with low.lock, high.lock:
        if source.balance < amount:
            return False
        source.balance -= amount
        target.balance += amount
    return True
