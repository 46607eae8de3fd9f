# says: forkserver: no process of context is started
from multiprocessing import get_context

price = 0


def tell(notes):
    notes.put(f"the soup costs {price}")


def serve(context, new_price):
    global price
    price = new_price
    context = get_context("fork")
    notes = context.SimpleQueue()
    child = context.Process(target=tell, args=(notes,))
    child.start()
    child.join()
    return notes.get()
