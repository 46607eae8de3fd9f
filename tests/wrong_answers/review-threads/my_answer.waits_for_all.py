# says: somebody waits for ever
from threading import Thread


def first_answer(ask, servers):
    answers = []

    def call(server):
        try:
            answers.append(ask(server))
        except Exception:
            pass

    threads = [Thread(target=call, args=(server,)) for server in servers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if not answers:
        raise RuntimeError("no server has answered")
    return answers[0]
