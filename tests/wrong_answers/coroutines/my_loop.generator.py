# says: instead of ['soup for 3'
def run_all(coroutines):
    coroutines = list(coroutines)
    results = {}
    while len(results) < len(coroutines):
        for c in coroutines:
            if c not in results:
                try: c.send(None)
                except StopIteration as e: results[c] = e.value
    return (results[c] for c in coroutines)
