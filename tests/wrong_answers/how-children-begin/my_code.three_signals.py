# says: -11 is 'ended by SIGSEGV', not 'ended by SIGKILL'
def tell(exitcode):
    if exitcode is None:
        return "alive"
    if exitcode == 0:
        return "done"
    if exitcode > 0:
        return f"failed: {exitcode}"
    return f"ended by {'SIGTERM' if exitcode == -15 else 'SIGINT' if exitcode == -2 else 'SIGKILL'}"
