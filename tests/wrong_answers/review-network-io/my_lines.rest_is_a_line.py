# says: after the last newline comes bye
def lines_of(unfinished, data):
    return (unfinished + data).splitlines(keepends=True), b""
