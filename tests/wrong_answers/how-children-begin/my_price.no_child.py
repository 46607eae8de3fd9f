# says: no process of context is started
def serve(context, new_price):
    notes = context.SimpleQueue()
    notes.put(f"the soup costs {new_price}")
    return notes.get()
