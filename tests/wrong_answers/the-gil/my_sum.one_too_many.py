# says: 5 numbers without a breath, not 4
def add_up(numbers, piece, breathe):
    total = 0
    for place, number in enumerate(numbers):
        total += number
        if place % piece == 0 and place > 0:
            breathe()
    return total
