# says: tea, soup, tea; not ['tea', 'tea', 'soup']
from threading import Thread


def cook_all(cook, dishes):
    results = []

    def work(dish):
        results.append(cook(dish))

    cooks = [Thread(target=work, args=(dish,)) for dish in dishes]
    for thread in cooks:
        thread.start()
    for thread in cooks:
        thread.join()
    return results
