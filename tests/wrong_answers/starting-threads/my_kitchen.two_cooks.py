# says: the cooks never met
from concurrent.futures import ThreadPoolExecutor
def cook_all(cook, dishes):
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(cook, dishes))
