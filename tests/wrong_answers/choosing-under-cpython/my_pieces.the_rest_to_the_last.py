# says: lengths of the pieces: [2, 2, 2, 2, 2, 2, 4, 4, 4, 4]
from concurrent.futures import ProcessPoolExecutor
def chop_all(chop_piece, dishes, workers):
    size = len(dishes) // workers
    pieces = [dishes[i * size:(i + 1) * size] for i in range(workers - 1)]
    pieces.append(dishes[(workers - 1) * size:])
    with ProcessPoolExecutor(workers) as pool:
        return [x for part in pool.map(chop_piece, pieces) for x in part]
