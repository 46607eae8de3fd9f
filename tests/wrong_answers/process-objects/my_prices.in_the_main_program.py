# says: looked up in the main program
def prices(look_up, dishes):
    return {dish: look_up(dish) for dish in dishes}
