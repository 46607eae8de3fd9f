# says: 10 numbers without a breath, not 4
def add_up(numbers, piece, breathe):
    total = sum(numbers)
    breathe()
    return total
