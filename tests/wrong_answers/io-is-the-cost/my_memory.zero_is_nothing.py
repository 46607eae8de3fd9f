# says: you asked for ['soup', 'water', 'water']
def remembering(ask):
    known = {}

    def answer(dish):
        if not known.get(dish):
            known[dish] = ask(dish)
        return known[dish]

    return answer
