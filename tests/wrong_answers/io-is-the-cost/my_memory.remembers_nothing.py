# says: you asked for ['soup', 'water', 'soup', 'water']
def remembering(ask):
    return ask
