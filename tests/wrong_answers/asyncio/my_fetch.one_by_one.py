# says: one at a time, and two were allowed
async def fetch_all(fetch, pages, at_once):
    return [await fetch(page) for page in pages]
