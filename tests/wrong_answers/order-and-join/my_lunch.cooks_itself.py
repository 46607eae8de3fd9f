# says: was cooked in the main program
def serve(cook, dishes):
    for dish in dishes:
        cook(dish)
