# says: not [('ready', 'blocked')]
def impossible(states):
    found = []
    for change in zip(states, states[1:]):
        if (
            change in (("ready", "blocked"), ("blocked", "running"))
            and change not in found
        ):
            found.append(change)
    return found
