# says: look at the process, and leave it alone
def tell(process):
    if process.pid is None:
        return "new"
    if process.is_alive():
        process.kill()
        process.join()
        return "running"
    return "well" if process.exitcode == 0 else "failed"
