# says: soup, tea and soup
from concurrent.futures import as_completed
def cook_all(pool, cook, dishes):
    served = []
    for o in as_completed([pool.submit(cook, dish) for dish in dishes]):
        try:
            served.append(o.result())
        except Exception as error:
            served.insert(0, error)
    return served
