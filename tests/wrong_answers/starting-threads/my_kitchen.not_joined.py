# says: tea, soup, tea; not
from threading import Thread


def cook_all(cook, dishes):
    results = [None] * len(dishes)

    def work(place, dish):
        results[place] = cook(dish)

    for job in enumerate(dishes):
        Thread(target=work, args=job).start()
    return list(results)
