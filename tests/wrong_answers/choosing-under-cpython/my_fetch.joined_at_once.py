# says: fetch them together
from threading import Thread


def fetch_all(fetch, pages):
    answers = {}
    for page in pages:
        thread = Thread(target=lambda page=page: answers.update({page: fetch(page)}))
        thread.start()
        thread.join()
    return [answers[page] for page in pages]
