# says: the lines are
def lines_of(unfinished, data):
    *lines, rest = (unfinished + data).split(b"\n")
    return lines, rest
