# says: a new customer begins with 8
def till():
    total = 0
    while True:
        price = yield total
        if price is not None:
            total += price
