# says: a room of 1 place has
def visit(room, change):
    with room:
        try:
            change()
        finally:
            room.release()
