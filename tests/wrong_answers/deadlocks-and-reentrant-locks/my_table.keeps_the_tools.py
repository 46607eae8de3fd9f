# says: after an error, a tool stays taken
def eat(place, tools, meal):
    low, high = sorted((place, (place + 1) % len(tools)))
    tools[low].acquire()
    tools[high].acquire()
    meal()
    tools[high].release()
    tools[low].release()
