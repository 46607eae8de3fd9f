# says: Ada is still there
from threading import Thread

def serve(listener, clients, answer):
    def talk(c):
        with c, c.makefile("rb") as f:
            for line in f:
                c.sendall(answer(line))
    for _ in range(clients):
        t = Thread(target=talk, args=(listener.accept()[0],))
        t.start()
    t.join()
