# says: threads send, not one
from concurrent.futures import ThreadPoolExecutor

def one(c, data):
    try:
        c.sendall(data)
        return True
    except OSError:
        return False

def send_to_all(connections, data):
    with ThreadPoolExecutor(len(connections)) as pool:
        return sum(pool.map(lambda c: one(c, data), connections))
