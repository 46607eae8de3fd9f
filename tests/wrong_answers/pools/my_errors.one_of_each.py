# says: 3 dishes were ordered
def cook_all(pool, cook, dishes):
    orders = {dish: pool.submit(cook, dish) for dish in dishes}
    return [o.exception() or o.result() for o in orders.values()]
