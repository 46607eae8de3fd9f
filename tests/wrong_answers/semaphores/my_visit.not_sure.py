# says: a room of 1 place has 2 now
def visit(room, change):
    room.acquire(timeout=0.1)
    try:
        change()
    finally:
        room.release()
