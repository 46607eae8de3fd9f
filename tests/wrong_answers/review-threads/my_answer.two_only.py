# says: one answered 0, you say: RuntimeError
from queue import SimpleQueue
from threading import Thread
def first_answer(ask, servers):
    mail = SimpleQueue()
    def one(server):
        try:
            mail.put((True, ask(server)))
        except Exception as e:
            mail.put((False, e))
    for s in servers: Thread(target=one, args=(s,)).start()
    for _ in range(2):
        good, what = mail.get()
        if good: return what
    raise RuntimeError("all failed")
