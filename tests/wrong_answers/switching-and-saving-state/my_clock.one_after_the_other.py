# says: they wake in the order
def run(tasks):
    return sum(sum(task) for task in tasks)
