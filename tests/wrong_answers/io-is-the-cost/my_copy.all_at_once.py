# says: a piece of more than 1 MB
def copy(source, target):
    rest = source.read()
    while rest:
        rest = rest[target.write(rest) :]
