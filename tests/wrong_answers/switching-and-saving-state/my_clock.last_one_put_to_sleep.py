# says: not at 2
from heapq import heappush, heappop
def run(tasks):
    heap = [(0, i, t) for i, t in enumerate(tasks)]
    now = 0
    while heap:
        at, i, t = heappop(heap)
        try: s = next(t)
        except StopIteration: continue
        now = at + s
        heappush(heap, (now, i, t))
    return now
