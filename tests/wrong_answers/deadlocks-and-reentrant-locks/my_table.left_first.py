# says: a deadlock: see who waits for whom
def eat(place, tools, meal):
    left, right = tools[place], tools[(place + 1) % len(tools)]
    with left, right:
        meal()
