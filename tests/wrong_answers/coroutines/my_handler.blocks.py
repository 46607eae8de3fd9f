# says: 1000 items in a row
from time import sleep


async def handle_all(items, handle):
    for number, item in enumerate(items):
        handle(item)
        if number % 100 == 0:
            sleep(0)
