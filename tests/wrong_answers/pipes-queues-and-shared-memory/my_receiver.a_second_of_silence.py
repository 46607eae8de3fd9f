# says: you have ['soup', '']
def receive_all(way_out):
    dishes = []
    while way_out.poll(1):
        try:
            dishes.append(way_out.recv())
        except EOFError:
            break
    return dishes
