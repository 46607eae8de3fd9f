# says: 10 dishes gave 8 results
from concurrent.futures import ProcessPoolExecutor


def chop_all(chop_piece, dishes, workers):
    length = len(dishes) // workers
    pieces = [
        dishes[n * length : (n + 1) * length] for n in range(workers)
    ]
    with ProcessPoolExecutor(workers) as pool:
        return [r for piece in pool.map(chop_piece, pieces) for r in piece]
