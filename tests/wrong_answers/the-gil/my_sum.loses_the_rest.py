# says: 10 numbers by 4: 140, not 285
def add_up(numbers, piece, breathe):
    total = 0
    for start in range(0, len(numbers) - piece + 1, piece):
        total += sum(numbers[start:start + piece])
        breathe()
    return total
