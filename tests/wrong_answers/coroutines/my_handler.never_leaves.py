# says: 1000 items in a row
async def handle_all(items, handle):
    for item in items:
        handle(item)
