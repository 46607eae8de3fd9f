# says: it burnt in time, and you return 'nothing'
import asyncio

async def in_time(cook, seconds):
    try:
        return await asyncio.wait_for(cook(), seconds)
    except Exception:
        return "nothing"
