# says: its StopIteration got out
def run_all(coroutines):
    while coroutines:
        for coroutine in coroutines:
            coroutine.send(None)
