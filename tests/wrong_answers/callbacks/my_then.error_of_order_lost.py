# says: no result or error comes
from concurrent.futures import Future


def then(order, step):
    after = Future()

    def go_on(order):
        result = order.result()
        try:
            after.set_result(step(result))
        except Exception as error:
            after.set_exception(error)

    order.add_done_callback(go_on)
    return after
