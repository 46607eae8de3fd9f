# says: the first next gives None instead of 0
def till():
    total = 0
    price = yield
    while True:
        total = 0 if price is None else total + price
        price = yield total
