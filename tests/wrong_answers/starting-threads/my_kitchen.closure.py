# says: tea, soup, tea; not
from threading import Thread


def cook_all(cook, dishes):
    results, cooks = [None] * len(dishes), []
    for place, dish in enumerate(dishes):

        def work():
            results[place] = cook(dish)

        cooks.append(Thread(target=work))
    for thread in cooks:
        thread.start()
    for thread in cooks:
        thread.join()
    return results
