# says: 1 from Dan to Ben: KeyError, and you say False
def transfer(lock, accounts, source, target, amount):
    with lock:
        if source not in accounts or target not in accounts:
            return False
        if accounts[source] < amount:
            return False
        accounts[source] -= amount
        accounts[target] += amount
        return True
