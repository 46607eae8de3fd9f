# says: you wait before you tell it
def serve_all(pool, cook, dishes, tell):
    served = []
    for dish, result in zip(dishes, pool.map(cook, dishes), strict=True):
        tell(dish)
        served.append(result)
    return served
