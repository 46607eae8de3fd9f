# says: an exception ended one, and you say 0
def exit_code(threads):
    try:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    except Exception:
        return 1
    return 0
