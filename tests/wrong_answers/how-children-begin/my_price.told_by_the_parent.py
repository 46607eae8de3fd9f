# says: not 'the soup costs 4'
price = 0


def tell(notes):
    notes.put(f"the soup costs {price}")


def set_price(new_price):
    global price
    price = new_price


def serve(context, new_price):
    setter = context.Process(target=set_price, args=(new_price,))
    setter.start()
    setter.join()
    notes = context.SimpleQueue()
    child = context.Process(target=tell, args=(notes,))
    child.start()
    child.join()
    return notes.get()
