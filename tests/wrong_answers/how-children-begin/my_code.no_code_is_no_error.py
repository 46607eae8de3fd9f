# says: None is 'alive', not 'done'
from signal import Signals


def tell(exitcode):
    if not exitcode:
        return "done"
    if exitcode > 0:
        return f"failed: {exitcode}"
    return f"ended by {Signals(-exitcode).name}"
