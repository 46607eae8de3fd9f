# says: somebody waits for ever
def clear(counter, carry):
    while not counter.empty():
        carry(counter.get())
        counter.task_done()
