# says: you have ['soup']
def receive_all(way_out):
    dishes = []
    while dish := way_out.recv():
        dishes.append(dish)
    return dishes
