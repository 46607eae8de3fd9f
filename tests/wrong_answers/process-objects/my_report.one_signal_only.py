# says: it is 'stopped', and you say 'failed'
import signal


def tell(process):
    if process.pid is None:
        return "new"
    if process.is_alive():
        return "running"
    if process.exitcode == 0:
        return "well"
    if process.exitcode == -signal.SIGTERM:
        return "stopped"
    return "failed"
