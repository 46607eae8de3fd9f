# says: the lock was free between the writes
def transfer(lock, accounts, source, target, amount):
    with lock:
        accounts[target]
        if accounts[source] < amount:
            return False
        accounts[source] -= amount
    with lock:
        accounts[target] += amount
    return True
