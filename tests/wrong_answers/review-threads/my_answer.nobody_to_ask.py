# says: for ever
from threading import Thread, Event, Lock
def first_answer(ask, servers):
    told, lock, failed, answers = Event(), Lock(), [], []
    def one(server):
        try:
            answer = ask(server)
        except Exception:
            with lock:
                failed.append(server)
                if len(failed) == len(servers): told.set()
        else:
            answers.append(answer)
            told.set()
    for s in servers: Thread(target=one, args=(s,)).start()
    told.wait()
    if not answers: raise RuntimeError
    return answers[0]
