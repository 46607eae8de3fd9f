# says: that is a new customer, not a price
def till():
    total = 0
    while True:
        total += yield total
