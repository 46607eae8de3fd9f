# says: '43 (cook soup) R 42 42 42 0' says R, not soup)
def letter(line):
    return line.split()[2]
