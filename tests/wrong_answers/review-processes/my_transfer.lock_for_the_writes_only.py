# says: you looked without the lock
def transfer(lock, accounts, source, target, amount):
    enough = accounts[source] >= amount
    if enough:
        with lock:
            accounts[source] -= amount
            accounts[target] += amount
    return enough
