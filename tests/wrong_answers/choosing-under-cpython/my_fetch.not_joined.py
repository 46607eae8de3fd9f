# says: wine, menu and menu gave
from threading import Thread


def fetch_all(fetch, pages):
    answers = [None] * len(pages)

    def fetch_one(number, page):
        answers[number] = fetch(page)

    for number, page in enumerate(pages):
        Thread(target=fetch_one, args=(number, page)).start()
    return answers
