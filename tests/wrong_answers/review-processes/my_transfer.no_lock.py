# says: you looked without the lock
def transfer(lock, accounts, source, target, amount):
    if accounts[source] < amount:
        return False
    accounts[source] -= amount
    accounts[target] += amount
    return True
