# says: somebody waits for ever
class Kitchen:
    def __init__(self, cook):
        self.cook, self.done, self.is_closed = cook, [], False

    def order(self, dish):
        if self.is_closed:
            raise RuntimeError("the kitchen is closed")
        self.done.append(self.cook(dish))

    def close(self):
        self.is_closed = True
        return self.done
