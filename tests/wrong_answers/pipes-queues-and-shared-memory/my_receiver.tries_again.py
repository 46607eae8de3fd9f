# says: still running
def receive_all(way_out):
    dishes = []
    while True:
        try:
            dishes.append(way_out.recv())
        except EOFError:
            continue
    return dishes
