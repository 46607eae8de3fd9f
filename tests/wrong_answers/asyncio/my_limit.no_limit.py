# says: not done in time, and you return 'soup'
async def in_time(cook, seconds):
    return await cook()
