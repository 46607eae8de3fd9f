# says: 1000 items in a row
async def handle_one(item, handle):
    handle(item)


async def handle_all(items, handle):
    for item in items:
        await handle_one(item, handle)
