# says: it is 'new', and you say 'stopped'
def tell(process):
    return "running" if process.is_alive() else "stopped"
