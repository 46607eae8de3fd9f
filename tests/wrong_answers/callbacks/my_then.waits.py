# says: no result or error comes
from concurrent.futures import Future


def then(order, step):
    after = Future()
    try:
        after.set_result(step(order.result()))
    except Exception as error:
        after.set_exception(error)
    return after
