# says: for 3 dishes, 1 processes
from multiprocessing import Pool


def prices(look_up, dishes):
    with Pool(1) as pool:
        found = dict(zip(dishes, pool.map(look_up, dishes)))
        pool.close()
        pool.join()
    return found
