# says: somebody waits for ever
from threading import Event, Thread


def first_answer(ask, servers):
    answers, failed, over = [], 0, Event()

    def call(server):
        nonlocal failed
        try:
            answers.append(ask(server))
            over.set()
        except Exception:
            failed += 1
            if failed == len(servers):
                over.set()

    for server in servers:
        Thread(target=call, args=(server,)).start()
    over.wait()
    if not answers:
        raise RuntimeError("no server has answered")
    return answers[0]
