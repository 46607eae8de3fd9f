# says: not 'the soup costs 4'
import builtins


def tell(notes):
    notes.put(f"the soup costs {getattr(builtins, 'price', 0)}")


def serve(context, new_price):
    builtins.price = new_price
    notes = context.SimpleQueue()
    child = context.Process(target=tell, args=(notes,))
    child.start()
    child.join()
    return notes.get()
