# says: not
def add_up(numbers, piece, breathe):
    return len(numbers) * (len(numbers) + 1) // 2
