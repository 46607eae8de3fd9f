# says: says T, not )
def letter(line):
    return line.split(")", 1)[1].split()[0]
