# says: place 2 of 3 needs tools 2 and 0
def eat(place, tools, meal):
    with tools[place]:
        meal()
