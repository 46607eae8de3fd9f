# says: prices 3, 0 and 4 give the sums
def till():
    total = 0
    while True:
        price = yield total
        if price:
            total += price
        else:
            total = 0
