# says: the lines are
def lines_of(unfinished, data):
    seen = unfinished + data
    end = seen.rfind(b"\n") + 1
    return seen[:end].splitlines(keepends=True), seen[end:]
