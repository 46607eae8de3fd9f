# says: stays taken: KeyboardInterrupt()
def visit(room, change):
    room.acquire()
    try:
        change()
    except Exception:
        room.release()
        raise
    room.release()
