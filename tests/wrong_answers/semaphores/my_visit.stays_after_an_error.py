# says: after an error, the place stays taken
def visit(room, change):
    room.acquire()
    change()
    room.release()
