# says: prices 3, 0 and 4 give the sums
def till():
    total, price = 0, 0
    while True:
        price = yield price
        total = 0 if price is None else total + price
