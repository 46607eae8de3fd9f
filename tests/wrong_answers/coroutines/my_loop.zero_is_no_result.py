# says: no send after the end
def run_all(coroutines):
    coroutines = list(coroutines)
    results = [None] * len(coroutines)
    while not all(results):
        for i, c in enumerate(coroutines):
            if not results[i]:
                try: c.send(None)
                except StopIteration as e:
                    results[i] = e.value
    return results
