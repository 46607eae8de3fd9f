# says: wine, menu and menu gave ['MENU', 'MENU', 'WINE']
from threading import Thread


def fetch_all(fetch, pages):
    answers = []
    threads = [
        Thread(target=lambda page=page: answers.append(fetch(page)))
        for page in pages
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers
