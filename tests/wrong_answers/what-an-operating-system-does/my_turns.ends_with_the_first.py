# says: not in turn: ['soup 1', 'rice 1', 'tea 1']
def take_turns(programs):
    return [step for steps in zip(*programs) for step in steps]
