# says: somebody waits for ever
class Kitchen:
    def __init__(self, cooks):
        pass

    def submit(self, task):
        task()

    def close(self):
        pass
