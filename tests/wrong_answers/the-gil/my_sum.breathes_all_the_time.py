# says: 10 breaths for 10 by 4
def add_up(numbers, piece, breathe):
    total = 0
    for number in numbers:
        total += number
        breathe()
    return total
