# says: lengths of the pieces: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]
from concurrent.futures import ProcessPoolExecutor


def chop_all(chop_piece, dishes, workers):
    pieces = [[dish] for dish in dishes]
    with ProcessPoolExecutor(workers) as pool:
        return [r for piece in pool.map(chop_piece, pieces) for r in piece]
