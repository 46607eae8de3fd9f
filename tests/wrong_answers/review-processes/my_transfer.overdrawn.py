# says: 1 from Ada to Ben: {'Ada': -1, 'Ben': 11}
def transfer(lock, accounts, source, target, amount):
    with lock:
        accounts[source] -= amount
        accounts[target] += amount
        return True
