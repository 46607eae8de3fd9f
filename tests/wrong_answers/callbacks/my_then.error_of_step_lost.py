# says: no result or error comes
from concurrent.futures import Future


def then(order, step):
    after = Future()

    def go_on(order):
        if order.exception():
            after.set_exception(order.exception())
        else:
            after.set_result(step(order.result()))

    order.add_done_callback(go_on)
    return after
