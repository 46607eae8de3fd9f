# says: EOFError
def receive_all(way_out):
    dishes = []
    while True:
        dishes.append(way_out.recv())
    return dishes
