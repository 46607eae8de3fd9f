# says: you have []
def receive_all(way_out):
    dishes = []
    while way_out.poll(0.05):
        dishes.append(way_out.recv())
    return dishes
