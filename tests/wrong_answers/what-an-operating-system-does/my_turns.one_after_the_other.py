# says: not in turn: ['soup 1', 'soup 2', 'soup 3'
def take_turns(programs):
    return [step for program in programs for step in program]
