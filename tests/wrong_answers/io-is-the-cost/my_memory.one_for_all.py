# says: wrong prices: [5, 5, 5, 5]
def remembering(ask):
    known = []

    def answer(dish):
        if not known:
            known.append(ask(dish))
        return known[0]

    return answer
