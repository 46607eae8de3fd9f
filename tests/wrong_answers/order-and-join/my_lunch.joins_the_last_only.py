# says: serve came back while
from multiprocessing import Process


def wait_and_cook(cook, dish):
    cook(dish)


def slow(cook, dish):
    from time import sleep

    cook(dish)
    sleep(1)


def serve(cook, dishes):
    works = [slow, slow, wait_and_cook]
    for work, dish in zip(works, dishes, strict=True):
        process = Process(target=work, args=(cook, dish))
        process.start()
    process.join()
