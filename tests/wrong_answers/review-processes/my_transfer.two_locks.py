# says: {'Ada': -10, 'Ben': 20}
def transfer(lock, accounts, source, target, amount):
    with lock:
        accounts[target]
        if accounts[source] < amount:
            return False
    with lock:
        accounts[source] -= amount
        accounts[target] += amount
    return True
