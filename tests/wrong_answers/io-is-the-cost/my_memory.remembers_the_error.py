# says: an error is no answer: ask again
def remembering(ask):
    known = {}

    def answer(dish):
        if dish not in known:
            try:
                known[dish] = ask(dish)
            except KeyError as error:
                known[dish] = error
        if isinstance(known[dish], KeyError):
            raise known[dish]
        return known[dish]

    return answer
