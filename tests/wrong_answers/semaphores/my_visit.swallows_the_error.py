# says: the error did not reach the caller
def visit(room, change):
    with room:
        try:
            change()
        except Exception:
            pass
