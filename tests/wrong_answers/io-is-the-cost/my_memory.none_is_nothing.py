# says: None is an answer, too
def remembering(ask):
    known = {}

    def answer(dish):
        price = known.get(dish)
        if price is None:
            price = known[dish] = ask(dish)
        return price

    return answer
