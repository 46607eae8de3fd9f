# says: IndexError
def impossible(states):
    found, before = [], states[0]
    for s in states[1:]:
        if (before, s) in (("ready", "blocked"), ("blocked", "running")):
            found.append((before, s))
        before = s
    return found
