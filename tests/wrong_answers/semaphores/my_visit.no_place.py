# says: you changed without a place
def visit(room, change):
    change()
