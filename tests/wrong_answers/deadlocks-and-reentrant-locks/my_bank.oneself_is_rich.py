# says: Ada has 5, and 6 were moved
from threading import Lock
class Account:
    def __init__(self, number, balance):
        self.number, self.balance = number, balance
        self.lock = Lock()
def transfer(source, target, amount):
    if source is target:
        return True
    low, high = sorted((source, target), key=lambda a: a.number)
    with low.lock, high.lock:
        if source.balance < amount:
            return False
        source.balance -= amount
        target.balance += amount
    return True
