# says: -15 is 'ended by SIGTERM', not 'ended by SIGKILL'
def tell(exitcode):
    if exitcode is None:
        return "alive"
    if exitcode == 0:
        return "done"
    if exitcode > 0:
        return f"failed: {exitcode}"
    return "ended by SIGKILL"
