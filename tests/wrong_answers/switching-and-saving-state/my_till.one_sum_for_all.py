# says: two tills mix
total = 0


def till():
    global total
    while True:
        price = yield total
        total = 0 if price is None else total + price
