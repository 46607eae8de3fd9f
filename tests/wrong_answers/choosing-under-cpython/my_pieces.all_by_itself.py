# says: never at work together
def chop_all(chop_piece, dishes, workers):
    return chop_piece(dishes)
