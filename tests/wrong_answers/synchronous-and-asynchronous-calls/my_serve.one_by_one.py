# says: is it at work?
def serve(kitchen, cook, dishes):
    return [kitchen.submit(cook, dish).result() for dish in dishes]
