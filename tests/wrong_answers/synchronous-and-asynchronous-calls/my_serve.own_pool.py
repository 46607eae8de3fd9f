# says: in the pool that you get
from concurrent.futures import ThreadPoolExecutor
def serve(kitchen, cook, dishes):
    with ThreadPoolExecutor(len(dishes)) as kitchen:
        return list(kitchen.map(cook, dishes))
