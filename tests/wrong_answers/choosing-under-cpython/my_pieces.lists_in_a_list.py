# says: all results go into one
from multiprocessing import Pool
def chop_all(chop_piece, dishes, workers):
    with Pool(workers) as pool:
        return pool.map(chop_piece, dishes)
