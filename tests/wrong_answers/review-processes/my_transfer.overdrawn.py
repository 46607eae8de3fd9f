# says: Ada has nothing, and you say True
def transfer(lock, accounts, source, target, amount):
    with lock:
        accounts[source] -= amount
        accounts[target] += amount
        return True
