# says: wrong order: aeibfjcgdh
from concurrent.futures import ProcessPoolExecutor


def chop_all(chop_piece, dishes, workers):
    pieces = [dishes[n::workers] for n in range(workers)]
    with ProcessPoolExecutor(workers) as pool:
        return [r for piece in pool.map(chop_piece, pieces) for r in piece]
