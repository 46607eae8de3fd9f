# says: submit all at first
def cook_all(pool, cook, dishes):
    served = []
    for dish in dishes:
        try:
            served.append(pool.submit(cook, dish).result())
        except Exception as error:
            served.append(error)
    return served
