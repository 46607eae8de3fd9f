# says: lengths of the pieces: [3, 3, 3, 3, 3, 3, 3, 3, 3, 1]
from concurrent.futures import ProcessPoolExecutor


def chop_all(chop_piece, dishes, workers):
    length = -(-len(dishes) // workers)  # rounded up
    pieces = [
        dishes[start : start + length]
        for start in range(0, len(dishes), length)
    ]
    with ProcessPoolExecutor(workers) as pool:
        return [r for piece in pool.map(chop_piece, pieces) for r in piece]
