# says: 1 from Ben to Dan: {'Ada': 0, 'Ben': 9}
def transfer(lock, accounts, source, target, amount):
    with lock:
        if accounts[source] < amount:
            return False
        accounts[source] -= amount
        accounts[target] += amount
        return True
