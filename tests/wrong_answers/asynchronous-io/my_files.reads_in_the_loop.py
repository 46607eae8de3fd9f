# says: you read in the loop
async def read_all(read, names):
    return [read(name) for name in names]
