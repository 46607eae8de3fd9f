# says: somebody waits for ever
def clear(counter, carry):
    while True:
        carry(counter.get())
        counter.task_done()
