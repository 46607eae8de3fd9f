# says: 0 is 'done', not None
import signal


def tell(exitcode):
    if exitcode is None:
        return "alive"
    if exitcode > 0:
        return f"failed: {exitcode}"
    if exitcode < 0:
        return f"ended by {signal.Signals(-exitcode).name}"
