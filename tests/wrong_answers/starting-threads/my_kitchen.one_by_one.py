# says: the cooks never met
from threading import Thread


def cook_all(cook, dishes):
    results = []
    for dish in dishes:
        thread = Thread(target=lambda: results.append(cook(dish)))
        thread.start()
        thread.join()
    return results
