# says: step gets the result
from concurrent.futures import Future


def then(order, step):
    after = Future()

    def go_on(order):
        try:
            after.set_result(step(order))
        except Exception as error:
            after.set_exception(error)

    order.add_done_callback(go_on)
    return after
