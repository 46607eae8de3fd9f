# says: not by turns
def run_all(coroutines):
    results = []
    for coroutine in coroutines:
        try:
            while True:
                coroutine.send(None)
        except StopIteration as end:
            results.append(end.value)
    return results
