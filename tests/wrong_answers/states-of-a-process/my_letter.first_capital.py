# says: says D, not S
import re


def letter(line):
    return re.search(r"[RSDTZI]\b", line)[0]
