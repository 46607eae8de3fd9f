# says: another function, and no news
known = {}


def remembering(ask):
    def answer(dish):
        if dish not in known:
            known[dish] = ask(dish)
        return known[dish]

    return answer
