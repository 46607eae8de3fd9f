# says: not the prices:
from multiprocessing import Process, Pipe


def work(look_up, dish, end):
    end.send_bytes(str(look_up(dish)).encode())


def prices(look_up, dishes):
    found = {}
    for dish in dishes:
        a, b = Pipe()
        p = Process(target=work, args=(look_up, dish, b))
        p.start()
        found[dish] = a.recv_bytes().decode()
        p.join()
    return found
