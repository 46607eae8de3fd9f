# says: never at work together
from concurrent.futures import ThreadPoolExecutor


def chop_all(chop_piece, dishes, workers):
    edges = [n * len(dishes) // workers for n in range(workers + 1)]
    pieces = [dishes[a:b] for a, b in zip(edges, edges[1:])]
    with ThreadPoolExecutor(workers) as pool:
        return [r for piece in pool.map(chop_piece, pieces) for r in piece]
