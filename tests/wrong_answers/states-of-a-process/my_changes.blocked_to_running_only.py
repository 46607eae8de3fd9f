# says: [('ready', 'blocked')], not []
def impossible(states):
    pairs = zip(states, states[1:])
    return [pair for pair in pairs if pair == ("blocked", "running")]
