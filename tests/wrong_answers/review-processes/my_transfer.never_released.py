# says: 1 from Ada to Ben, and the lock stays taken
def transfer(lock, accounts, source, target, amount):
    lock.acquire()
    if accounts[source] < amount:
        return False
    accounts[source] -= amount
    accounts[target] += amount
    lock.release()
    return True
