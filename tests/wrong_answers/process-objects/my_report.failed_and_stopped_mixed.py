# says: it is 'stopped', and you say 'failed'
def tell(process):
    if process.pid is None:
        return "new"
    if process.is_alive():
        return "running"
    return "failed" if process.exitcode else "well"
