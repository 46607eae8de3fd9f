# says: this order goes wrong
class Proactor:
    def __init__(self):
        self.complete = []

    def submit(self, tag, work):
        try:
            self.complete.append((tag, work()))
        except Exception as error:
            self.complete.append((tag, error))

    def wait(self):
        return self.complete.pop(0)
