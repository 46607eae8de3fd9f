# says: 2 dishes were ordered
def cook_all(pool, cook, dishes):
    served = []
    try:
        for result in pool.map(cook, dishes):
            served.append(result)
    except Exception as error:
        served.append(error)
    return served
