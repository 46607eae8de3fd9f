# says: it is 'running', and you say 'well'
def tell(process):
    if process.pid is None:
        return "new"
    if not process.exitcode:
        return "well"
    return "failed" if process.exitcode > 0 else "stopped"
