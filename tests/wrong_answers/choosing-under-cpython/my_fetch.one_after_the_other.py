# says: fetch them together
def fetch_all(fetch, pages):
    return [fetch(page) for page in pages]
