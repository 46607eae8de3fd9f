# says: 1 from Dan to Ben, and the lock stays taken
def transfer(lock, accounts, source, target, amount):
    lock.acquire()
    enough = accounts[source] >= amount
    if enough:
        accounts[source] -= amount
        accounts[target] += amount
    lock.release()
    return enough
