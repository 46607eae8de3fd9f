# says: forkserver: 'the soup costs 4', not 'the soup costs 5'
price = 4


def tell(notes):
    notes.put(f"the soup costs {price}")


def serve(context, new_price):
    global price
    price = new_price
    notes = context.SimpleQueue()
    child = context.Process(target=tell, args=(notes,))
    child.start()
    child.join()
    return notes.get()
