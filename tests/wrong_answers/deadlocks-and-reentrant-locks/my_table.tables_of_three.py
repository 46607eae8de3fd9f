# says: a deadlock
def eat(place, tools, meal):
    a, b = tools[place], tools[(place + 1) % len(tools)]
    if place == 2:
        a, b = b, a
    with a, b:
        meal()
