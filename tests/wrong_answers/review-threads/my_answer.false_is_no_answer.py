# says: one answered 0, you say: RuntimeError
from queue import SimpleQueue
from threading import Thread
def first_answer(ask, servers):
    mail = SimpleQueue()
    def one(server):
        try:
            mail.put(ask(server))
        except Exception as e:
            mail.put(None)
    for s in servers: Thread(target=one, args=(s,)).start()
    for _ in servers:
        if what := mail.get(): return what
    raise RuntimeError("all failed")
